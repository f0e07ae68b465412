//! Signal: words that tell little about which agent is meant. They are weighed down in a request, and those of which any sentence is
//! made count nothing in a long one; a query of such words alone is answered by them.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::stem::stem;

/// What a word counts for beside words that tell more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub(super) enum Signal {
    /// A word like any other.
    Full,
    /// What requests are made of in this domain.
    Request,
    /// What any sentence is made of.
    Function,
}

impl Signal {
    /// The weight of such a word beside words of full signal.
    pub(super) fn weight(self) -> f64 {
        match self {
            Self::Full => 1.0,
            Self::Request => 0.1,
            Self::Function => 0.05,
        }
    }

    /// A digit for the exported index.
    pub(super) fn code(self) -> u8 {
        self as u8
    }
}

/// Articles, pronouns, prepositions, auxiliaries: the frame of English sentences.
const FUNCTION: &str = "a about above after again against all also am an and any are as at be because been before being \
    below between both but by can could did do does doing done down during each either else even ever every few for \
    from further had has have having he her here hers him his how i if in into is it its itself just let lets like may \
    me might more most much must my near no nor not now of off on once only onto or other our ours out over own per \
    please rather same shall she should since so some still such than that the their theirs them then there these \
    they this those though through thus to too toward under until up upon us very via was we were what whatever when \
    whenever where wherever whether which while who whom whose why will with within without would yet you your yours \
    im ive id ill were weve dont doesnt isnt cant wont didnt havent hasnt arent wasnt whats thats theres youre theyre";

/// How people ask for help, and what every agent says of itself.
const REQUEST: &str = "agent agents assistant assistants subagent subagents user users use used uses using usage need \
    needs needed want wants wanted help helps helping helpful ensure ensures ensuring make makes making made get gets \
    getting got give gives given go goes going take takes taking put keep see look looking show tell know think try \
    trying ask asks asked say says work works working worked thing things something anything everything way ways lot bit \
    kind sort sure new good better best right proper properly correctly well various different specific specifically \
    several many multiple existing current currently first next last always never expert experts expertise specialist \
    specialists specialized professional senior experienced comprehensive include includes including provide provides \
    providing invoke invoked proactively task tasks request requests someone people able start started finish finished \
    finally really actually maybe perhaps today tomorrow yesterday already create creates creating add adds adding \
    implement implementing implementation build building develop developing handle handles handling set sets setup find \
    finds finding change changes changing question questions example examples context figure come across okay ok yes hi \
    hello thanks thank";

/// How much a stem tells.
pub(super) fn of(stem: &str) -> Signal {
    all().get(stem).copied().unwrap_or(Signal::Full)
}

/// All stems of less than full signal.
pub(super) fn all() -> &'static BTreeMap<String, Signal> {
    static STEMS: OnceLock<BTreeMap<String, Signal>> = OnceLock::new();
    STEMS.get_or_init(|| {
        let mut stems = BTreeMap::new();
        for (words, signal) in [(REQUEST, Signal::Request), (FUNCTION, Signal::Function)] {
            stems.extend(words.split_whitespace().map(|word| (stem(word), signal)));
        }
        stems
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_knows_the_same_function_words() {
        assert!(include_str!("../../static/js/search-plan.js").contains(&format!("\"{FUNCTION}\"")));
    }
}
