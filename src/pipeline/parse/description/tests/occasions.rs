//! When to use an agent and when not, in the words and the order that authors choose.

use super::*;

#[test]
fn labels_say_what_is_when_and_what_is_what() {
    check(
        "WHEN: dark rooms, dark stairs\nWHAT: Lamps + wicks\nWHEN NOT: candles → candle-keeper",
        "for 4: Lamps + wicks
         when 3: dark rooms, dark stairs
         not 5: candles → candle-keeper",
    );
    check(
        "WHEN: Called by the house (after it\nlocks the doors).\nNot auto-triggered by guests.\nKeeper of a single lamp.",
        "for 6: Keeper of a single lamp.
         when 3: Called by the house (after it locks the doors).
         not 5: Not auto-triggered by guests.",
    );
    check(
        "WHEN: A guest asks for light.\nAlso when it storms.\nWHEN NOT: by day",
        "for 3: A guest asks for light.
         when 3: A guest asks for light.
         when 4: Also when it storms.
         not 5: by day",
    );
}

#[test]
fn what_only_calls_it_is_no_purpose() {
    check(
        "Keeps lamps. MANDATORY TRIGGERS: dark, storm. Also trigger at night. \"light it\", \"too dark\", or \"lamp\".",
        "for 3: Keeps lamps.
         when 3: MANDATORY TRIGGERS: dark, storm.
         when 3: Also trigger at night.
         when 3: \"light it\", \"too dark\", or \"lamp\".",
    );
    check(
        "Use proactively. Triggers — dark, storm. Returns a light, no heat.",
        "for 3: Use proactively.
         for 3: Returns a light, no heat.
         when 3: Use proactively.
         when 3: Triggers — dark, storm.",
    );
    // Where there is nothing else, it stands in.
    assert_eq!(of("Triggers on: dark, storm.").purpose_text(), "Triggers on: dark, storm.");
    assert_eq!(of("\"Light\" is all it says, \"dark\" it fears.").when, []);
}

#[test]
fn a_list_within_a_sentence_is_a_list() {
    check(
        "Use this agent when: (1) The room is dark; (2) it storms, or (3) nobody is home. Keeps lamps.",
        "for 3: Use this agent when:
         for 3: The room is dark
         for 3: it storms
         for 3: nobody is home.
         for 3: Keeps lamps.
         when 3: The room is dark
         when 3: it storms
         when 3: nobody is home.",
    );
}

#[test]
fn other_languages_have_their_words_for_it() {
    for text in [
        "Cuida lámparas. Usar cuando esté oscuro. No usar para velas. Ejemplos: <example>usuario: 'Luz' asistente: 'Ya'</example>",
        "Cuida de lâmpadas. Acionar quando escurecer. NÃO use para velas. Exemplos de uso:\n<example>usuário: 'Luz' assistente: 'Já'</example>",
        "Entretient les lampes. À utiliser quand il fait noir. Ne pas utiliser pour les bougies. Exemples : <example>utilisateur: 'Noir' assistant: 'Oui'</example>",
        "Pflegt Lampen. Einsetzen wenn es dunkel ist. Nicht für Kerzen. Beispiele:\n<example>Nutzer: 'Licht' Assistent: 'Ja'</example>",
        "Следит за лампами. Использовать, когда темно. Не для свечей. Примеры: <example>Пользователь: 'Свет' Ассистент: 'Да'</example>",
        "ランプの専門家です。暗い時に使用してください。ろうそくには使わない。例:\n<example>ユーザー: 「暗い」 アシスタント: 「はい」</example>",
        "램프를 관리합니다. 어두울 때 사용하세요. 양초에는 사용하지 마세요. 예시:\n<example>사용자: '불' 어시스턴트: '네'</example>",
        "管理灯具。当房间变暗时使用。不用于蜡烛。示例：\n<example>用户：“灯” 助手：“好”</example>",
    ] {
        let description = of(text);
        let counts = [&description.purpose, &description.when, &description.when_not].map(Vec::len);
        assert_eq!((counts, description.examples.len()), ([1, 1, 1], 1), "{text}\n{}", show(&description));
        assert_eq!(description.examples.first().map(|example| example.turns.len()), Some(2), "{text}");
    }
}

#[test]
fn words_that_lead_to_an_example_are_no_purpose() {
    for lead in ["Specifically:", "Specifically invoke this agent during:", "Use it when:", "Trigger while:"] {
        let description = of(&format!("Keeps lamps. {lead}\\n\\n<example>user: 'Light?' assistant: 'Soon'</example>"));
        assert_eq!(description.purpose_text(), "Keeps lamps.", "{lead}");
    }
    let tasks = |text: &str| of(text).tasks.into_iter().map(|task| task.text).collect::<Vec<_>>();
    assert_eq!(tasks("Cura le lampade. Esempi: \"accendi\", \"spegni\"."), ["accendi", "spegni"]);
    assert_eq!(tasks("管理灯具。例如：开灯"), ["开灯"]);
    assert_eq!(tasks("Lamps. Examples: oil"), ["oil"]);
}
