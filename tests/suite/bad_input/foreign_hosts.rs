//! No page and no asset needs another host.

use countersign::{access::Stage, routes};

use super::{company::Set, sender::Sender};

/// No page and no asset needs another host, and none may be asked for.
#[tokio::test]
async fn no_page_needs_a_foreign_host() {
    let set = Set::up().await;
    let mut wrong = Vec::new();
    let mut seen = 0;
    let people = [
        &set.cast.employee,
        &set.cast.superior,
        &set.cast.hr,
        &set.admin,
    ];
    for person in people {
        let sender = Sender::of(&set.world, Some(person)).await;
        for entry in routes::entries(&set.world.app) {
            if entry.method != "GET"
                || entry.path.ends_with("/events")
                || entry.path.starts_with("/static")
            {
                continue;
            }
            for stage in [Stage::Preparation, Stage::Interview, Stage::SignOff] {
                set.world.force(set.cast.appraisal, stage).await;
                let answer = sender.get(&set.address(entry.path).await).await;
                let html = answer.text.to_ascii_lowercase();
                if !html.starts_with("<!doctype html") {
                    continue;
                }
                seen += 1;
                for needs in [
                    "src", "href", "action", "srcset", "data", "poster", "content",
                ] {
                    for quote in ["\"http:", "\"https:", "\"//", "'http", "'//"] {
                        if html.contains(&format!(" {needs}={quote}")) {
                            wrong.push(format!("{}: {needs}={quote}", entry.path));
                        }
                    }
                }
                if html.contains("<script>")
                    || html.contains(" style=\"")
                    || html.contains(" onclick=")
                {
                    wrong.push(format!("{}: inline script or style", entry.path));
                }
            }
        }
    }
    for file in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/static")).unwrap() {
        let path = file.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        for needs in [
            "url(http",
            "url(//",
            "url(\"http",
            "@import",
            "import(\"http",
            "fetch(\"http",
        ] {
            if text.contains(needs) {
                wrong.push(format!("{}: {needs}", path.display()));
            }
        }
    }
    assert!(seen > 50, "{seen} pages");
    wrong.dedup();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
