//! Reading a folder: where agents are looked for, and what is never followed, opened or waited for.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, clippy::disallowed_methods, reason = "a test")]

use std::path::Path;

use agentdex::io::disk::{self, Folder};
use agentdex::model::source::{Layout, Sources};

fn write(root: &Path, files: &[(&str, &str)]) {
    for (path, text) in files {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
}

fn check(files: &[(&str, &str)], layout: Layout, expected: &[&str]) -> Sources {
    let root = tempfile::tempdir().unwrap();
    write(root.path(), files);
    let sources = disk::read(root.path(), Some(&root.path().join("dist"))).unwrap();
    let found: Vec<&str> = sources.definitions.iter().map(|source| source.path.as_str()).collect();
    assert_eq!(found, expected);
    assert_eq!(sources.layout, layout);
    sources
}

const AGENT: &str = "---\nname: a\ndescription: b\n---\n";

#[test]
fn the_first_layout_that_applies_counts() {
    let agents = ("agents/deep/a.md", AGENT);
    let hidden = (".claude/agents/b.md", AGENT);
    let loose = ("notes/c.md", AGENT);
    check(&[agents, hidden, loose], Layout::Folders, &[".claude/agents/b.md", "agents/deep/a.md"]);
    let config = ("agentdex.toml", "agents = [\"notes\"]\n");
    check(&[agents, hidden, loose, config], Layout::Configured, &["notes/c.md"]);
    check(
        &[loose, (".github/agents/d.agent.md", AGENT)],
        Layout::Everything,
        &[".github/agents/d.agent.md", "notes/c.md"],
    );
    let text = ("e.txt", AGENT);
    check(&[text, ("f.txt", "no header"), (".secret/g.md", AGENT)], Layout::Everything, &["e.txt"]);
}

#[test]
fn plugins_name_their_agents() {
    let manifest = r#"{"name": "p", "agents": ["./helpers", "./one.md"]}"#;
    check(
        &[(".claude-plugin/plugin.json", manifest), ("helpers/a.md", AGENT), ("one.md", AGENT), ("two.md", AGENT)],
        Layout::Plugin,
        &["helpers/a.md", "one.md"],
    );
    let market =
        r#"{"name": "m", "plugins": [{"name": "p", "source": "./plugins/p"}, {"name": "q", "source": "../../etc"}]}"#;
    check(
        &[(".claude-plugin/marketplace.json", market), ("plugins/p/agents/a.md", AGENT), ("docs/b.md", AGENT)],
        Layout::Plugin,
        &["plugins/p/agents/a.md"],
    );
}

#[test]
fn the_output_and_other_sites_are_never_read() {
    let files = [("a.md", AGENT), ("dist/b.md", AGENT), ("old/.agentdex-manifest", ""), ("old/c.md", AGENT)];
    check(&files, Layout::Everything, &["a.md"]);
}

#[test]
fn configuration_cannot_lead_out_of_the_folder() {
    let config = ("agentdex.toml", "agents = [\"../elsewhere\", \"/etc\", \"mine\"]\n");
    check(&[config, ("mine/a.md", AGENT)], Layout::Configured, &["mine/a.md"]);
}

#[cfg(unix)]
#[test]
fn links_pipes_and_unreadable_files_are_said_and_never_waited_for() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let root = tempfile::tempdir().unwrap();
    write(root.path(), &[("agents/a.md", AGENT), ("agents/locked.md", AGENT)]);
    let agents = root.path().join("agents");
    symlink("/etc/passwd", agents.join("link.md")).unwrap();
    symlink("nowhere", agents.join("dangling.md")).unwrap();
    symlink("..", agents.join("loop")).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(agents.join("pipe.md")).status().unwrap().success());
    std::fs::set_permissions(agents.join("locked.md"), std::fs::Permissions::from_mode(0o000)).unwrap();
    let (send, receive) = std::sync::mpsc::channel();
    let dir = root.path().to_owned();
    std::thread::spawn(move || drop(send.send(disk::read(&dir, None).unwrap())));
    let sources = receive.recv_timeout(std::time::Duration::from_secs(5)).expect("the pipe was waited for");
    let said: Vec<(&str, &str)> = sources.diagnostics.iter().map(|it| (it.code, it.place.path.as_str())).collect();
    for expected in [
        ("link-not-followed", "agents/link.md"),
        ("link-not-followed", "agents/dangling.md"),
        ("link-not-followed", "agents/loop"),
        ("not-a-file", "agents/pipe.md"),
    ] {
        assert!(said.contains(&expected), "{expected:?} in {said:?}");
    }
    // Root reads everything, so that the mode of a file shows nothing there.
    let root_reads = std::fs::read(agents.join("locked.md")).is_ok();
    assert_eq!(said.contains(&("unreadable", "agents/locked.md")), !root_reads);
    assert_eq!(sources.definitions.len(), if root_reads { 2 } else { 1 });
}

#[test]
fn a_huge_file_is_said_and_not_read() {
    let root = tempfile::tempdir().unwrap();
    write(root.path(), &[("agents/a.md", AGENT)]);
    let huge = std::fs::File::create(root.path().join("agents/huge.md")).unwrap();
    huge.set_len(1 << 30).unwrap();
    let sources = disk::read(root.path(), None).unwrap();
    assert_eq!(sources.definitions.len(), 1);
    assert_eq!(sources.diagnostics.first().map(|it| it.code), Some("file-too-large"));
}

#[cfg(unix)]
#[test]
fn names_that_are_not_text_are_shown_and_kept_apart() {
    use std::os::unix::ffi::OsStrExt as _;
    let root = tempfile::tempdir().unwrap();
    write(root.path(), &[("agents/a b#c?.md", AGENT)]);
    for byte in [0xf0_u8, 0xf1] {
        let name = [b'x', byte, b'.', b'm', b'd'];
        std::fs::write(root.path().join("agents").join(std::ffi::OsStr::from_bytes(&name)), AGENT).unwrap();
    }
    let sources = disk::read(root.path(), None).unwrap();
    let found: Vec<&str> = sources.definitions.iter().map(|source| source.path.as_str()).collect();
    assert_eq!(found, ["agents/a b#c?.md", "agents/x\\xf0.md", "agents/x\\xf1.md"]);
}

#[test]
fn a_second_reading_sees_every_kind_of_change() {
    let root = tempfile::tempdir().unwrap();
    write(root.path(), &[("agents/a.md", AGENT), ("agents/b.md", AGENT)]);
    let mut folder = Folder::open(root.path(), None).unwrap();
    let names = |sources: &Sources| sources.definitions.iter().map(|it| it.path.clone()).collect::<Vec<_>>();
    assert_eq!(names(&folder.read().unwrap()), ["agents/a.md", "agents/b.md"]);
    // The same length, within one tick of the clock.
    std::fs::write(root.path().join("agents/a.md"), AGENT.replace('a', "z")).unwrap();
    std::fs::rename(root.path().join("agents/b.md"), root.path().join("agents/c.md")).unwrap();
    let sources = folder.read().unwrap();
    assert_eq!(names(&sources), ["agents/a.md", "agents/c.md"]);
    assert!(sources.definitions[0].bytes.starts_with(b"---\nnzme"));
}

#[test]
fn what_editors_leave_beside_definitions_while_they_save_is_no_change() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("agents")).unwrap();
    std::fs::write(dir.path().join("agents/a.md"), "---\nname: a\ndescription: b\n---\n").unwrap();
    let mut folder = disk::Folder::open(dir.path(), None).unwrap();
    let before = folder.read().unwrap();
    for name in [".a.md.swp", "a.md~", ".saving"] {
        std::fs::write(dir.path().join("agents").join(name), "x").unwrap();
        assert_eq!(folder.read().unwrap(), before, "{name}");
    }
    std::fs::write(dir.path().join("agents/notes.csv"), "x").unwrap();
    assert_ne!(folder.read().unwrap(), before, "a reference may lead there");
}

#[test]
fn a_folder_that_is_named_and_not_there_is_missed() {
    let config = ("agentdex.toml", "agents = [\"agents\", \"nope\"]\ncontent = \"pages\"\n");
    let sources = check(&[("agents/a.md", AGENT), config], Layout::Configured, &["agents/a.md"]);
    let found: Vec<_> = sources.diagnostics.iter().map(|it| (it.code, it.place.line, it.place.column)).collect();
    assert_eq!(found, [("config-folder-missing", 1, 21), ("config-folder-missing", 2, 11)]);
}

#[test]
fn the_output_is_never_what_is_read() {
    let root = tempfile::tempdir().unwrap();
    write(root.path(), &[("agents/a.md", AGENT), ("content/start.md", "# Start\n")]);
    for name in ["agents", "content"] {
        let failure = disk::read(root.path(), Some(&root.path().join(name))).unwrap_err();
        assert!(failure.message.contains(&format!("`{name}`")), "{}", failure.message);
    }
}

#[test]
fn a_file_that_is_being_saved_is_not_taken_for_empty() {
    let root = tempfile::tempdir().unwrap();
    write(root.path(), &[("agents/a.md", AGENT)]);
    let path = root.path().join("agents/a.md");
    let mut folder = Folder::open(root.path(), None).unwrap();
    folder.read().unwrap();
    // The machine may keep the writer waiting for longer than anybody would; not every time.
    let is_full = (0..20).any(|_| {
        std::fs::write(&path, "").unwrap();
        let writer = std::thread::spawn({
            let path = path.clone();
            move || {
                std::thread::sleep(std::time::Duration::from_millis(5));
                std::fs::write(path, AGENT).unwrap();
            }
        });
        let read = folder.read().unwrap();
        writer.join().unwrap();
        !read.definitions[0].bytes.is_empty()
    });
    assert!(is_full);
    std::fs::write(&path, "").unwrap();
    assert!(folder.read().unwrap().definitions[0].bytes.is_empty(), "who empties a file means it");
}
