//! Kin: what people say who have a problem, beside what an agent says who solves it. Somebody whose page is slow doesn't
//! write `performance`; an agent who makes pages fast does. Kin are looked up as aliases are, and weigh as little.

/// A word that is typed, then the words it may lead to, the nearest first.
const KIN: &str = "slow performance optimization latency; sluggish performance optimization; lag latency performance; \
    speed performance optimization; fast performance; faster performance optimization; bottleneck performance optimization; \
    crash debug error; bug debug troubleshoot; error debug exception; fail debug error; broken debug; fix debug; weird debug; \
    stuck debug troubleshoot; leak memory; login authentication; signin authentication; password authentication security; \
    permission authorization access; hack security vulnerability; attack security vulnerability; secure vulnerability; \
    secret credentials security; ship deployment release; release deployment; launch release; rollout deployment; \
    rollback deployment; outage incident reliability; down incident availability; alert monitoring; \
    log observability; metric monitoring analytics; scale scalability; traffic scalability load; \
    table database schema; query database sql; sql database; endpoint api; rest api; route api; screen ui interface; \
    page ui frontend; button ui component; form ui component; layout css ui; style css design; mockup design ui; \
    website web frontend; phone mobile; iphone ios mobile; docs documentation; readme documentation; \
    guide documentation; manual documentation; write content; blog content writing; article content writing; \
    copy content copywriting; post content social; tweet twitter social; ad advertising campaign; \
    campaign marketing; customer support; ticket issue support; flaky test; coverage test; test quality qa; \
    messy refactor maintainability; legacy refactor modernization migration; cleanup refactor; duplicate refactor; \
    upgrade migration; move migration; chart visualization; graph visualization; dashboard visualization analytics; \
    report analytics; number analytics; statistic analysis; spreadsheet excel data; csv data; \
    cost budget optimization; money finance; budget finance; bill invoice; hire recruitment; interview recruitment; \
    contract legal; privacy compliance gdpr; law legal compliance; regulation compliance; plan strategy; \
    roadmap planning product; idea brainstorm ideation; feature product; \
    requirement specification; spec specification; model ml; train ml model; predict ml model; prompt llm; \
    chatbot llm conversation; gpt llm openai; hallucination llm; embedding vector rag; google search seo; rank seo; \
    translate localization; blind accessibility; contrast accessibility; keyboard accessibility; merge git; commit git; \
    branch git; conflict git; pipeline ci; container docker; cluster kubernetes; server backend infrastructure; \
    cloud infrastructure; terraform infrastructure; game gameplay; player game; paper research academic; \
    source research; fact research; compare evaluation; decide architecture; structure architecture design; \
    organize structure; split refactor modular; service microservice; event messaging; queue messaging; \
    realtime websocket; race concurrency; thread concurrency; type typescript; \
    dependency package; library package; install setup; config configuration; environment configuration";

/// Each word with those it may lead to.
pub(super) fn all() -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    KIN.split(';').filter_map(|line| {
        let mut words = line.split_whitespace();
        Some((words.next()?, words.collect()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::stem::stem;

    #[test]
    fn leads_from_each_word_once_to_others() {
        let mut seen = std::collections::BTreeSet::new();
        for (word, others) in all() {
            assert!(seen.insert(stem(word)), "{word} twice");
            assert!(!others.is_empty() && others.iter().all(|other| stem(other) != stem(word)), "{word}");
        }
        assert!(seen.len() > 100);
    }
}
