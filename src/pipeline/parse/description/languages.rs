//! Languages: what sentences in other languages than English begin or end with that says when to use an agent, and when not.

use super::phrases::Phrases;

/// Beginnings that say when to use the agent, in languages whose verb comes first.
static OCCASIONS: Phrases = Phrases::new(
    "usar |usa este|usa esta|use este|use esta|úsalo|úsala|úsese|utiliza este|utilizar este|utilice este|invoca |invocar |invócalo|\
    debe usarse|debe invocarse|debe activarse|se activa|actívalo|activar cuando|cuando |quando |utilize este|usado para|usado quando|deve ser usado|\
    deve ser acionado|deve ser invocado|aciona em|aciona quando|acione |acionar |ative quando|ativar quando|ative para|invoque |utilise cet|utilise quand|\
    utiliser|utilisez cet|à utiliser|à invoquer|doit être utilisé|invoque cet|quand |lorsque |verwende diesen|verwende ihn|verwenden|\
    nutze diesen|nutze ihn|wird verwendet|einsetzen bei|einsetzen wenn|wenn |usa questo|usare |utilizza questo|da usare|используй|использовать|\
    применяй|применять|вызывай|вызывать|запускай|запускать|когда |використовуй|коли |użyj |używaj |gebruik deze|gebruik dit|gebruik wanneer|\
    استخدم|يستخدم |dùng khi|dùng sau|dùng để|sử dụng khi|sử dụng agent|gọi khi|gunakan |适用于|適用於|用于|用於|使う|使用此|使用该|使用本|使用这|使用條件|使用条件|使用タイミング|激活条件|触发条件|触发词|触发关键词|使用场景|\
    适用场景|使用時機|使用时机|使用场合",
);

/// What stands in such a sentence where the verb comes last.
const ENDINGS: &str = "このエージェントを使|このエージェントを呼|このエージェントを起動|使用此代理|使用此智能体|使用该代理|调用此代理|이 에이전트를 사용|\
    ğinde kullan|ğında kullan|ğunda kullan|ğünde kullan|için kullan|時に使用|時に使|ときに使|場合に使|際に使|場合に呼|時に呼|ときに呼|時に起動|ときに起動|場合に起動|場合に活用|時に活用|時に委譲|\
    时使用|时调用|时激活|时触发|时应使用|時使用|時呼叫|時觸發|때 사용|때 호출|때 활용|때 실행|경우 사용|경우에 사용|경우 호출|시 사용|시 호출|시 자동 호출";

/// Beginnings that say when not to use it.
static BOUNDARIES: Phrases = Phrases::new(
    "no usar|no uses |no lo uses|no la uses|no utilizar|no utilices|no invocar|no invoques|no es para|não use |não usar|não utilize|não utilizar|não acione|\
    não acionar|não invoque|não é para|não serve para|ne pas utiliser|ne pas invoquer|n'utilise pas|ne l'utilise pas|à ne pas utiliser|pas pour |nicht verwenden|\
    nicht nutzen|nicht einsetzen|nicht für |nicht geeignet|non usare|non utilizzare|da non usare|не используй|не использовать|не применяй|не применять|не вызывай|\
    не для |не використовуй|nie używaj|niet gebruiken|لا تستخدم|không dùng|không sử dụng|jangan gunakan|不要|不适用|不適用|请勿|請勿|不用于|不用於|勿用|避免|不负责|不負責|使わない|使用しない|対象外",
);

/// What stands in such a sentence where the verb comes last.
const REFUSALS: &str = "için kullanma|kullanmayın|には使わない|には使用しない|使わないで|使用しないで|には使用しません|사용하지 마|사용하지 않|쓰지 않는다|쓰지 마|에는 부적합";

/// Words that name examples.
const EXAMPLES: &str = "ejemplo|ejemplos|exemplo|exemplos|exemple|exemples|beispiel|beispiele|esempio|esempi|voorbeeld|voorbeelden|przykład|\
    przykłady|пример|примеры|приклад|приклади|örnek|örnekler|contoh|例|例子|例如|例えば|使用例|用例|範例|范例|示例|使用示例|举例|예|예시|사용예|예제";

/// Whether a sentence, by its head, says when to use the agent.
pub(super) fn is_occasion(head: &str) -> bool {
    // 当 is "when", 当前 is "current".
    let when =
        head.strip_prefix(['当', '當']).is_some_and(|rest| !rest.starts_with(['前', '日', '下', '地', '然', '今']));
    when || OCCASIONS.begin(head) || (!head.is_ascii() && holds(head, ENDINGS))
}

/// Whether a sentence, by its head, says when not to use it.
pub(super) fn is_boundary(head: &str) -> bool {
    BOUNDARIES.begin(head) || (!head.is_ascii() && holds(head, REFUSALS))
}

/// Whether a word, in lower case, names examples.
pub(super) fn is_examples(word: &str) -> bool {
    EXAMPLES.split('|').any(|listed| listed == word)
}

fn holds(head: &str, phrases: &str) -> bool {
    phrases.split('|').any(|phrase| head.contains(phrase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_occasions_from_boundaries() {
        for head in [
            "usa este agente cuando haya que podar",
            "use este agente para podar",
            "utilise cet agent pour tailler",
            "verwende diesen agenten, wenn",
            "используй, когда темно",
            "использовать, если темно",
            "枝を剪定する時に使用してください。",
            "剪定が必要な場合にこのエージェントを使用してください。",
            "budama gerektiğinde kullan",
            "استخدم هذا الوكيل عند التقليم",
            "가지를 칠 때 사용하세요.",
            "当用户要求修剪时",
            "dùng khi trời tối",
        ] {
            assert!(is_occasion(head) && !is_boundary(head), "{head}");
        }
        for head in [
            "no usar para regar",
            "não use para regar",
            "ne pas utiliser pour arroser",
            "nicht verwenden für",
            "не для полива",
            "水やりには使わない。",
            "물 주기에는 사용하지 마세요.",
            "sulama için kullanma.",
            "لا تستخدمه للري",
            "不用于浇水。",
        ] {
            assert!(is_boundary(head), "{head}");
        }
        for head in
            ["prunes trees", "poda árboles", "taille les arbres", "剪定の専門家です。", "用意", "当前项目的修剪"]
        {
            assert!(!is_occasion(head) && !is_boundary(head), "{head}");
        }
    }
}
