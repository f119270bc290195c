//! How many queries each page makes: the demo company, in which somebody is in every stage, visited as
//! everybody who can sign in, link by link. Queries are counted from the program's own log.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    io::{Read as _, Seek as _, SeekFrom},
    path::Path,
};

use anyhow::Context as _;
use countersign::{
    db::{self, embedded::ThrowAway},
    demo,
};
use scraper::{Html, Selector};

use crate::{Server, visitor::Visitor};

/// Pages of one kind that one person looks at.
const OF_A_KIND: usize = 5;

/// The log, read from where it was read before.
struct Log(std::fs::File);

impl Log {
    /// Queries of requests since the last time, but for what the driver asks once for each type; the work in the
    /// background answers no request.
    fn queries(&mut self) -> anyhow::Result<usize> {
        let mut text = String::new();
        self.0.read_to_string(&mut text)?;
        Ok(text
            .lines()
            .filter(|line| line.contains("\"request_id\"") && !line.contains("pg_type"))
            .count())
    }
}

/// The address with its ids left out.
fn kind(path: &str) -> String {
    path.split('?')
        .next()
        .unwrap_or_default()
        .split('/')
        .map(|part| {
            if part.parse::<uuid::Uuid>().is_ok() {
                "{id}"
            } else {
                part
            }
        })
        .collect::<Vec<_>>()
        .join("/")
}

fn links(page: &str) -> anyhow::Result<Vec<String>> {
    let anchors = Selector::parse("a[href^='/']")
        .ok()
        .context("a selector that is none")?;
    Ok(Html::parse_document(page)
        .select(&anchors)
        .filter_map(|a| a.value().attr("href"))
        .map(|href| href.split('#').next().unwrap_or_default().to_owned())
        .collect())
}

/// The most queries of one view, by kind of page.
pub async fn most(server: &ThrowAway) -> anyhow::Result<BTreeMap<String, usize>> {
    db::create_if_missing(&server.options("story")).await?;
    let path = std::env::temp_dir().join(format!("countersign-queries-{}", std::process::id()));
    let demo = Server::demo(&server.url("story"), &path)?;
    let found = walk(&demo, &path).await;
    std::fs::remove_file(&path)?;
    found
}

/// One page, three times: what is read once and remembered is not asked again.
async fn view(visitor: &Visitor, log: &mut Log, path: &str) -> anyhow::Result<(String, usize)> {
    let (mut body, mut fewest) = (String::new(), usize::MAX);
    for _ in 0..3 {
        log.queries()?;
        let answer = visitor.get(path).await?;
        anyhow::ensure!(answer.status < 500, "{path}: {}", answer.status);
        fewest = log.queries()?.min(fewest);
        body = answer.body;
    }
    Ok((body, fewest))
}

async fn walk(demo: &Server, path: &Path) -> anyhow::Result<BTreeMap<String, usize>> {
    let mut log = Log(std::fs::File::open(path)?);
    log.0.seek(SeekFrom::End(0))?;
    let mut most = BTreeMap::new();
    for (account, _) in demo::SIGN_INS {
        let visitor = Visitor::sign_in(&demo.address, account, demo::PASSWORD).await?;
        let mut ahead = VecDeque::from(["/".to_owned(), "/account".to_owned()]);
        let mut known: BTreeSet<String> = ahead.iter().cloned().collect();
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        while let Some(path) = ahead.pop_front() {
            let views = seen.entry(kind(&path)).or_default();
            if *views == OF_A_KIND {
                continue;
            }
            *views += 1;
            let (body, queries) = view(&visitor, &mut log, &path).await?;
            let highest = most.entry(kind(&path)).or_default();
            *highest = queries.max(*highest);
            for link in links(&body)? {
                // files that are downloaded are no pages
                let page = !link.split('?').next().unwrap_or_default().contains('.');
                if page && known.insert(link.clone()) {
                    ahead.push_back(link);
                }
            }
        }
    }
    Ok(most)
}
