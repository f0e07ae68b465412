#![allow(warnings)]
include!("/tmp/sx/routing_inner.rs");
#[test]
fn exp() {
    let r = shared().unwrap().join("quality/routing");
    for n in ["davila7", "geepers", "seeds"] {
        score(&r.join(n));
    }
}
