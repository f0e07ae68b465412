//! Publishing: whole or not at all, nothing removed that no build wrote, nowhere that a site has no business.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, clippy::disallowed_methods, reason = "a test")]

#[path = "../benches/generate.rs"]
mod generate;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

fn agentdex(args: &[&str], dir: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_agentdex")).args(args).current_dir(dir).output().unwrap()
}

fn catalog(root: &Path, name: &str, count: usize, seed: u64) -> PathBuf {
    let dir = root.join(name);
    std::fs::create_dir_all(dir.join("agents")).unwrap();
    for (file, text) in generate::catalog(count, seed) {
        std::fs::write(dir.join("agents").join(file), text).unwrap();
    }
    dir
}

/// All files below a folder with their bytes.
fn tree(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                files.insert(
                    path.strip_prefix(root).unwrap().to_string_lossy().into_owned(),
                    std::fs::read(path).unwrap(),
                );
            }
        }
    }
    files
}

#[test]
fn two_builds_are_the_same_bytes_whatever_the_threads_the_place_and_the_time_zone() {
    let root = tempfile::tempdir().unwrap();
    let input = catalog(root.path(), "a", 60, 7);
    let build = |out: &str, threads: &str, zone: &str, locale: &str| {
        let status = Command::new(env!("CARGO_BIN_EXE_agentdex"))
            .args(["build", ".", "--out", out])
            .current_dir(&input)
            .envs([("RAYON_NUM_THREADS", threads), ("TZ", zone), ("LC_ALL", locale)])
            .output()
            .unwrap();
        assert!(status.status.success(), "{}", String::from_utf8_lossy(&status.stderr));
        tree(&input.join(out))
    };
    let first = build("../one", "1", "UTC", "C");
    assert!(first.len() > 60);
    assert!(first == build("../two", "4", "Asia/Tokyo", "tr_TR.UTF-8"));
    // Copied in another order, so that the folder lists its files otherwise.
    let copy = root.path().join("copy");
    std::fs::create_dir_all(copy.join("agents")).unwrap();
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(input.join("agents")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in files.iter().rev() {
        std::fs::copy(file, copy.join("agents").join(file.file_name().unwrap())).unwrap();
    }
    assert!(agentdex(&["build", ".", "--out", "../three"], &copy).status.success());
    assert!(first == tree(&root.path().join("three")));
}

#[test]
fn refuses_folders_that_are_no_sites() {
    let root = tempfile::tempdir().unwrap();
    let input = catalog(root.path(), "a", 2, 1);
    let repository = root.path().join("repository");
    std::fs::create_dir_all(repository.join(".git")).unwrap();
    let foreign = root.path().join("foreign");
    std::fs::create_dir_all(&foreign).unwrap();
    std::fs::write(foreign.join("thesis.tex"), "ten years").unwrap();
    let home = root.path().join("home");
    std::fs::create_dir_all(&home).unwrap();
    std::fs::write(root.path().join("file"), "").unwrap();
    for (out, why) in [
        ("/", "root of the file system"),
        (".", "the agents are in it"),
        ("..", "the agents are in it"),
        ("../repository", "repository"),
        ("../foreign", "did not write"),
        ("../home", "home folder"),
        ("../file", "file"),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_agentdex"))
            .args(["build", ".", "--out", out])
            .current_dir(&input)
            .env("HOME", &home)
            .output()
            .unwrap();
        let message = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{out}: {message}");
        assert!(message.contains(why), "{out}: {message}");
    }
    assert_eq!(std::fs::read_to_string(foreign.join("thesis.tex")).unwrap(), "ten years");
    assert_eq!(tree(&input).len(), 2);
}

#[test]
fn keeps_what_it_did_not_write_and_removes_what_it_did() {
    let root = tempfile::tempdir().unwrap();
    let input = catalog(root.path(), "a", 3, 1);
    let out = root.path().join("out");
    std::fs::create_dir_all(out.join("deep")).unwrap();
    std::fs::write(out.join("deep/CNAME"), "agents.example").unwrap();
    assert_eq!(agentdex(&["build", ".", "--out", "../out"], &input).status.code(), Some(2));
    assert!(agentdex(&["build", ".", "--out", "../out", "--force"], &input).status.success());
    let pages = |out: &Path| tree(out).into_keys().filter(|path| path.starts_with("agents/")).count();
    assert!(pages(&out) >= 3);
    let kept = pages(&out);
    let gone = std::fs::read_dir(input.join("agents")).unwrap().next().unwrap().unwrap().path();
    std::fs::remove_file(gone).unwrap();
    assert!(
        agentdex(&["build", ".", "--out", "../out"], &input).status.success(),
        "a folder that it wrote needs no --force"
    );
    assert!(pages(&out) < kept);
    assert_eq!(std::fs::read_to_string(out.join("deep/CNAME")).unwrap(), "agents.example");
    // A file in the site's way that no build wrote stays, and the old site with it.
    let other = root.path().join("other");
    std::fs::create_dir_all(&other).unwrap();
    std::fs::write(other.join("index.html"), "mine").unwrap();
    assert_eq!(agentdex(&["build", ".", "--out", "../other", "--force"], &input).status.code(), Some(2));
    assert_eq!(std::fs::read_to_string(other.join("index.html")).unwrap(), "mine");
}

#[test]
fn an_index_is_written_to_a_folder_that_is_new_or_empty() {
    let root = tempfile::tempdir().unwrap();
    let input = catalog(root.path(), "a", 3, 1);
    let build = || agentdex(&["build", ".", "--out", "../out", "--index", "../index"], &input);
    assert!(build().status.success());
    assert!(root.path().join("index/meta.json").is_file());
    let again = build();
    assert_eq!(again.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&again.stderr).contains("is not empty"));
}

#[cfg(unix)]
#[test]
fn unchanged_files_keep_their_time_of_change() {
    let root = tempfile::tempdir().unwrap();
    let input = catalog(root.path(), "a", 3, 1);
    let out = root.path().join("out");
    assert!(agentdex(&["build", ".", "--out", "../out"], &input).status.success());
    let long_ago = std::time::SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    // A page, and what is written piece by piece.
    let names = ["index.html", "matrix.json", "agents.json"];
    let modified = |name: &str| std::fs::metadata(out.join(name)).unwrap().modified().unwrap();
    for name in names {
        std::fs::File::open(out.join(name)).unwrap().set_modified(long_ago).unwrap();
    }
    assert!(agentdex(&["build", ".", "--out", "../out"], &input).status.success());
    assert!(names.iter().all(|name| modified(name) == long_ago));
    // One that others changed meanwhile is written anew, whatever the manifest says of it.
    std::fs::write(out.join("matrix.json"), "{}").unwrap();
    assert!(agentdex(&["build", ".", "--out", "../out"], &input).status.success());
    assert!(std::fs::read_to_string(out.join("matrix.json")).unwrap().contains("coverage"));
}

/// Killed at fifty points between its start and its end, a build leaves the old site or the new one, whole. A machine that
/// others keep busy meanwhile needs points further on before one falls behind the end.
#[cfg(unix)]
#[test]
fn a_killed_build_leaves_a_whole_site() {
    let root = tempfile::tempdir().unwrap();
    let inputs = [catalog(root.path(), "a", 30, 1), catalog(root.path(), "b", 30, 2)];
    let out = root.path().join("out");
    let start = Instant::now();
    let sites: Vec<_> = inputs
        .iter()
        .map(|input| {
            assert!(agentdex(&["build", ".", "--out", "../out"], input).status.success());
            tree(&out)
        })
        .collect();
    assert!(sites[0] != sites[1]);
    let one = start.elapsed() / 2;
    let mut seen = [0, 0];
    for point in 0..250_u32 {
        if point >= 50 && seen.iter().all(|count| *count > 0) {
            break;
        }
        let before = usize::from(tree(&out) == sites[1]);
        let mut build = Command::new(env!("CARGO_BIN_EXE_agentdex"))
            .args(["build", ".", "--out", "../out"])
            .current_dir(&inputs[1 - before])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(one * point / 40);
        let _ = build.kill();
        build.wait().unwrap();
        let after = tree(&out);
        let which = sites.iter().position(|site| *site == after);
        seen[which.expect("a whole site, the old one or the new one")] += 1;
    }
    assert!(seen[0] > 0 && seen[1] > 0, "all kills fell on one side: {seen:?}");
    // Nothing of the killed builds stays once one has ended.
    assert!(agentdex(&["build", ".", "--out", "../out"], &inputs[0]).status.success());
    let left: Vec<_> = std::fs::read_dir(root.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 3, "{left:?}");
}
