//! No form breaks on what it should not hold.

use axum::body::{Body, Bytes};
use countersign::routes;

use super::{
    FORM, MARKUP, Pairs, bad_values, company::Set, encoded, field_names, sender::Sender, stored,
    stored_query, worse_values,
};

/// The bodies to try on a form.
fn bodies(right: &Pairs, one_by_one: bool) -> Vec<(String, Vec<u8>)> {
    let mut all: Vec<(String, Vec<u8>)> = Vec::new();
    let mut add = |what: String, pairs: &Pairs| all.push((what, encoded(pairs)));
    add("nothing".into(), &Pairs::new());
    let singly = if one_by_one { right.len() } else { 0 };
    for (index, (name, _)) in right.iter().enumerate().take(singly) {
        let mut missing = right.clone();
        missing.remove(index);
        add(format!("without {name}"), &missing);
        // in long forms every value goes to every second field
        for (number, value) in bad_values().into_iter().enumerate() {
            if right.len() > 8 && (index + number) % 2 == 1 {
                continue;
            }
            let mut wrong = right.clone();
            let short: String = value.chars().take(20).collect();
            wrong[index].1 = value;
            add(format!("{name} = {short:?}"), &wrong);
        }
    }
    let short = bad_values().into_iter().filter(|value| value.len() < 1000);
    for value in worse_values().into_iter().chain(short) {
        let wrong = right
            .iter()
            .map(|(name, _)| (name.clone(), value.clone()))
            .collect();
        add(format!("everything = {value:?}"), &wrong);
    }
    let mut twice = right.clone();
    twice.extend(
        right
            .iter()
            .map(|(name, _)| (name.clone(), MARKUP.to_owned())),
    );
    add("twice".into(), &twice);
    let mut unknown = right.clone();
    for index in 0..300 {
        unknown.push((format!("zz.{index}.\0<b>"), "x".into()));
    }
    for name in [
        "points.nothing",
        "answer.<script>",
        "item",
        "id",
        "items",
        "person",
        "role",
        "next",
        "version",
    ] {
        unknown.push((name.into(), MARKUP.into()));
    }
    add("unknown fields".into(), &unknown);
    let good = encoded(right);
    let joined = |more: &[u8]| [good.as_slice(), b"&", more].concat();
    all.push(("half a percent".into(), joined(b"a=%zz%4&b=%&%=%")));
    all.push((
        "no UTF-8".into(),
        [&b"a=%ff%fe&reason=%c3%28&"[..], &good, b"&x=\xff\xfe\x00"].concat(),
    ));
    all.push(("only separators".into(), b"&&&==&=&".to_vec()));
    all.push(("half".into(), good[..good.len() / 2].to_vec()));
    all
}

#[tokio::test]
async fn no_form_breaks_on_what_it_should_not_hold() {
    let set = Set::up().await;
    let query = stored_query(&set.world).await;
    let (mut wrong, mut asked, mut with_form, mut routes_seen) = (Vec::new(), 0, 0, 0);
    let names = field_names();
    let only = std::env::var("BAD_INPUT_ROUTE").unwrap_or_default();
    for entry in routes::entries(&set.world.app) {
        if entry.method != "POST"
            || entry.path.starts_with("/sign-out")
            || !entry.path.contains(&only)
        {
            continue;
        }
        routes_seen += 1;
        let allowed = set.allowed(&entry);
        // where the form is offered, else the first who may send it
        let mut found = None;
        for (person, stage) in &allowed {
            set.reset(*stage, entry.path).await;
            let sender = Sender::of(&set.world, *person).await;
            let address = set.address(entry.path).await;
            if let Some(fields) = set.form(&sender, &address).await {
                found = Some((*person, *stage, fields));
                break;
            }
        }
        with_form += usize::from(found.is_some());
        if found.is_none() {
            println!("no form: {}", entry.path);
        }
        let offered = found.is_some();
        let (person, stage, right) = found.unwrap_or_else(|| {
            let right = names
                .iter()
                .map(|name| (name.clone(), "1".to_owned()))
                .collect();
            (allowed[0].0, allowed[0].1, right)
        });
        let sender = Sender::of(&set.world, person).await;
        set.reset(stage, entry.path).await;
        let mut address = set.address(entry.path).await;
        let mut before = stored(&set.world, &query).await;
        let upload = entry.path == "/people/import" || entry.path.ends_with("/dispute");
        let mut tries: Vec<(String, Option<String>, Vec<u8>)> = bodies(&right, offered)
            .into_iter()
            .map(|(what, body)| (what, Some(FORM.to_owned()), body))
            .collect();
        for kind in [
            "application/json",
            "text/plain",
            "multipart/form-data",
            "multipart/form-data; boundary=",
            ";;",
        ] {
            tries.push((format!("as {kind}"), Some(kind.into()), encoded(&right)));
        }
        tries.push(("as nothing".into(), None, encoded(&right)));
        if upload {
            tries.extend(uploads(&right));
        }
        let mut bare = false;
        for (what, kind, body) in tries {
            let answer = sender
                .send(&address, kind.as_deref(), Body::from(body.clone()))
                .await;
            asked += 1;
            bare |= what == "nothing" && answer.status < 400;
            let fault = if answer.status >= 500 {
                Some("broke")
            } else if answer.text.contains("<script>alert(1)") || answer.text.contains("<b onclick")
            {
                Some("sent markup back")
            } else if answer.status >= 400 && stored(&set.world, &query).await == before {
                None
            } else if answer.status >= 400 {
                // work that an earlier form began may have written: once more, when it is done
                tokio::time::sleep(std::time::Duration::from_secs(2)).await;
                before = stored(&set.world, &query).await;
                sender
                    .send(&address, kind.as_deref(), Body::from(body))
                    .await;
                (stored(&set.world, &query).await != before).then_some("was refused and yet wrote")
            } else {
                set.reset(stage, entry.path).await;
                address = set.address(entry.path).await;
                before = stored(&set.world, &query).await;
                None
            };
            if let Some(fault) = fault {
                wrong.push(format!(
                    "{} {fault} ({}) on {what}",
                    entry.path, answer.status
                ));
                before = stored(&set.world, &query).await;
            }
        }
        // a body that ends before it should
        let half = encoded(&right);
        let parts: Vec<Result<Bytes, std::io::Error>> = vec![
            Ok(Bytes::from(half)),
            Err(std::io::Error::other("the line is cut")),
        ];
        let cut = Body::from_stream(futures_util::stream::iter(parts));
        let answer = sender.send(&address, Some(FORM), cut).await;
        // what a button without fields sends is read by nobody
        let taken = answer.status < 400 || stored(&set.world, &query).await != before;
        if answer.status >= 500 || (taken && !bare) {
            wrong.push(format!(
                "{} took a body that was cut off: {}",
                entry.path, answer.status
            ));
        }
    }
    println!("{asked} requests to {routes_seen} routes, {with_form} of them with a form");
    assert!(
        wrong.is_empty(),
        "{} of {asked}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    if only.is_empty() {
        assert!(
            with_form * 5 > routes_seen * 3,
            "{with_form} of {routes_seen} routes have a form"
        );
    }
}

/// Files that are none.
fn uploads(right: &Pairs) -> Vec<(String, Option<String>, Vec<u8>)> {
    let mut fields = Vec::new();
    for (name, value) in right {
        fields.extend(
            format!("--B\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
                .bytes(),
        );
    }
    let file = |name: &str, kind: &str, content: &[u8]| {
        let head = format!(
            "--B\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\ncontent-type: {kind}\r\n\r\n"
        );
        [head.as_bytes(), content, b"\r\n--B--\r\n"].concat()
    };
    let whole = |file: Vec<u8>| [fields.as_slice(), &file].concat();
    let kind = Some("multipart/form-data; boundary=B".to_owned());
    let mut all: Vec<(String, Option<String>, Vec<u8>)> = [
        ("no parts", b"--B--\r\n".to_vec()),
        ("no end", fields.clone()),
        ("garbage", b"\0\xff\xfe--B\r\n\r\n\r\n--".to_vec()),
        ("an empty file", whole(file("a.csv", "text/csv", b""))),
        ("NULs", whole(file("a\0b.csv", "text/csv", &[0; 5000]))),
        (
            "a spreadsheet that is none",
            whole(file(
                "a.xlsx",
                "application/zip",
                b"PK\x03\x04 and nothing more",
            )),
        ),
        (
            "an old spreadsheet that is none",
            whole(file("a.xls", "x/y", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")),
        ),
        (
            "a path for a name",
            whole(file(
                "../../<script>alert(1)</script>.csv",
                "text/html",
                b"a,b\n1,2\n",
            )),
        ),
        (
            "half a character",
            whole(file("a.csv", "text/csv", b"Number,Name\nN9,\xe4\xbd")),
        ),
        (
            "an open quote",
            whole(file(
                "a.csv",
                "text/csv",
                b"Number,Name\nN9,\"never closed\n\n\n",
            )),
        ),
        (
            "markup in cells",
            whole(file(
                "a.csv",
                "text/csv",
                format!("Number,Name\nN9,{}\n", MARKUP.replace('"', "\"\"")).as_bytes(),
            )),
        ),
        (
            "ten thousand columns",
            whole(file("a.csv", "text/csv", ",".repeat(10_000).as_bytes())),
        ),
        (
            "one huge cell",
            whole(file(
                "a.csv",
                "text/csv",
                ["Number,Name\nN9,".to_owned(), "x".repeat(200_000)]
                    .concat()
                    .as_bytes(),
            )),
        ),
    ]
    .into_iter()
    .map(|(what, body)| (what.to_owned(), kind.clone(), body))
    .collect();
    let cut = whole(file("a.csv", "text/csv", b"Number,Name\nN9,Li Wei\n"));
    all.push((
        "a form cut off".into(),
        kind,
        cut[..cut.len() - 30].to_vec(),
    ));
    all
}
