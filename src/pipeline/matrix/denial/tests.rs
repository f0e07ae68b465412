//! Denials, sentence by sentence: what is still claimed.

use super::*;
use crate::pipeline::matrix::normal::normal;
use crate::pipeline::matrix::token;

/// Checks which of the capitalised words of a sentence are claimed.
fn check(sentence: &str, claimed: &[&str]) {
    let agents = token::agents(sentence, &[]);
    let text = normal(sentence);
    let denied = denied(&text, &agents).all;
    let mut found = Vec::new();
    for word in ["Kafka", "Redis", "Elixir", "Raft", "React"] {
        for (at, _) in sentence.match_indices(word) {
            if !denied.iter().any(|&(start, end)| start <= at && at < end) {
                found.push(word);
            }
        }
    }
    assert_eq!(found, claimed, "{sentence}");
}

#[test]
fn a_denial_is_no_claim() {
    check("Designs Kafka topologies", &["Kafka"]);
    check("Not for Elixir clusters (ask cluster-expert)", &[]);
    check("Use for Kafka; not for Redis", &["Kafka"]);
    check("Avoid Redis, Elixir and Raft", &[]);
    check("Prefer Kafka, avoid Redis", &["Kafka"]);
    check("Use Kafka instead of Redis", &["Kafka"]);
    check("Instead of Redis, use Kafka", &["Kafka"]);
    check("Teams migrating away from Redis to Kafka", &["Kafka"]);
    check("Kafka rather than Redis for logs", &["Kafka"]);
    check("Do not use this agent for React or Redis", &[]);
    check("Does not cover Redis, but Kafka", &["Kafka"]);
    check("React is out of scope", &[]);
    check("Kafka, not Redis", &["Kafka"]);
    check("Not only Kafka but Redis too", &["Kafka", "Redis"]);
    check("Not limited to Kafka", &["Kafka"]);
    check("Avoid blocking when you use Redis", &["Redis"]);
    check("Tunes Kafka. No Redis", &["Kafka", "Redis"]);
    check("Prefer Kafka over Redis", &["Kafka"]);
    check("Emphasize Kafka over Redis", &["Kafka"]);
    check("Serve Kafka over Redis", &["Kafka", "Redis"]);
    check("Use logs rather than Redis — Kafka fits", &["Kafka"]);
    check("Never: use Elixir", &[]);
    check("You must not use it for Redis", &[]);
    check("Never for Redis", &[]);
    check("Cannot help with Redis; tunes Kafka", &["Kafka"]);
    check("Excludes Redis and Elixir", &[]);
    check("Don't touch Redis", &[]);
    check("Tunes Kafka where queues can't keep up with Redis", &["Kafka", "Redis"]);
    check("❌ Redis for queues", &[]);
    check("No Redis, Elixir or Raft?", &["Redis", "Elixir", "Raft"]);
    check("Tunes Kafka (delegate to others for Redis)", &["Kafka"]);
    check("✅ Kafka for queues", &["Kafka"]);
    check("We have no Redis, and no Kafka in scope", &[]);
    check("There is no Kafka integration", &[]);
    check("Kafka and no-code Redis", &["Kafka", "Redis"]);
    check("Do not write Kafka, Redis or Elixir code", &[]);
    check("Never generate React components", &[]);
    check("Evita Redis, usa Kafka", &["Kafka"]);
    check("Vermeide Redis", &[]);
    check("Redis は使わない", &[]);
}

#[test]
fn what_others_do_is_no_claim() {
    check("Works with react-developer on React", &[]);
    check("Kafka consumers; for Redis ask cache-expert", &["Kafka"]);
    check("Draws up Kafka; Redis pages; cache-expert does that", &["Kafka"]);
    check("Event-driven Kafka", &["Kafka"]);
}

#[test]
fn a_denial_is_heard_however_it_is_put() {
    check("Avoid: Redis, Elixir", &[]);
    check("Errors without Redis, Kafka topics", &["Kafka"]);
    check("Errors without Redis, Kafka or Raft", &[]);
    check("Avoid (Redis)", &[]);
    check("Avoid – Redis", &[]);
    check("Kafka (avoid Redis), Raft", &["Kafka", "Raft"]);
    check("Use Kafka, never Redis", &["Kafka"]);
    check("Kafka (never Redis or Raft)", &["Kafka"]);
    check("Never ship Kafka consumers without tests", &["Kafka"]);
    check("Out of scope: Redis, Raft", &[]);
    check("Neither Redis nor Raft", &[]);
    check("Redis is not used", &[]);
    check("Use Kafka for all of it, Redis is not used", &["Kafka"]);
    check("Build React components in which inline styles are not allowed", &["React"]);
    check("In Elixir, raw sends are forbidden", &["Elixir"]);
    check("You are not a chatbot, you are a Kafka expert", &["Kafka"]);
    check("Always Kafka, never Redis, React with hooks", &["Kafka", "React"]);
    check("We moved away from Redis to Kafka", &["Kafka"]);
    check("You are not a Redis expert", &[]);
    check("That is React territory; defer to react-pro.", &[]);
    check("Builds Kafka topics; delegate to schema-expert for schemas", &["Kafka"]);
    check("Kafka is preferred over Redis", &["Kafka"]);
    check("Não use Redis", &[]);
    check("Évitez Redis", &[]);
    check("Не используй Redis", &[]);
    check("Kafka statt Redis", &["Kafka"]);
}

#[test]
fn every_cue_is_found_where_it_stands() {
    let lists = [FIRM, WEAK, BACK, SUBJECT, WEAK_ELSEWHERE, BACK_ELSEWHERE];
    for cue in lists.into_iter().flatten() {
        let text = normal(&format!("x {cue} y"));
        assert!(cues(&text).any(|(_, start, end)| text.get(start..end) == Some(normal(cue).as_str())), "{cue}");
    }
}
