//! Reading the forms of our own pages, as far as the demo's people need it: what a browser would send.

/// The names and values of the form that goes to `action`, or has a button that does.
#[must_use]
pub fn form(page: &str, action: &str) -> Option<Vec<(String, String)>> {
    let own = format!("action=\"{action}\"");
    page.split("<form")
        .skip(1)
        .filter_map(|rest| rest.split("</form>").next())
        .find(|form| form.contains(&own))
        .map(fields)
}

fn fields(form: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for piece in form.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
        let kind = tag.split_whitespace().next().unwrap_or_default();
        let name = attribute(tag, "name");
        let value = attribute(tag, "value").unwrap_or_default();
        match (kind, name) {
            ("input", Some(name)) => {
                let ticked = tag
                    .split_whitespace()
                    .any(|word| word.trim_end_matches('/') == "checked");
                match attribute(tag, "type").as_deref() {
                    Some("radio" | "checkbox") if !ticked => {}
                    Some("file" | "password") => {}
                    _ => found.push((name, value)),
                }
            }
            ("textarea", Some(name)) => {
                found.push((name, unescaped(text.strip_prefix('\n').unwrap_or(text))));
            }
            // an option belongs to the select before it; the first one counts until another is selected
            ("select", Some(name)) => found.push((name, "\u{0}".to_owned())),
            ("option", _) => {
                let selected = tag.split_whitespace().any(|word| word == "selected");
                if let Some((_, chosen)) = found
                    .last_mut()
                    .filter(|(_, chosen)| selected || chosen == "\u{0}")
                {
                    *chosen = value;
                }
            }
            _ => {}
        }
    }
    found
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    let rest = tag.get(start..)?;
    Some(unescaped(rest.get(..rest.find('"')?)?))
}

fn unescaped(text: &str) -> String {
    text.replace("&#60;", "<")
        .replace("&#62;", ">")
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&#38;", "&")
}

#[cfg(test)]
mod tests {
    #[test]
    fn sends_what_a_browser_would() {
        let page = r#"<form action="/other"><input name="a" value="0"></form><form method="post" action="/x">
            <input type="hidden" name="version" value="7"><input type="radio" name="r" value="1"><input type="radio" name="r" value="2" checked>
            <textarea name="t">
one &#60; two</textarea><select name="s"><option value="p">P</option><option value="q" selected>Q</option></select><select name="u"><option value="f">F</option></select>
            <button formaction="/y">Go</button></form>"#;
        let expected = [
            ("version", "7"),
            ("r", "2"),
            ("t", "one < two"),
            ("s", "q"),
            ("u", "f"),
        ];
        for action in ["/x", "/y"] {
            let form = super::form(page, action).expect("form");
            assert_eq!(
                form.iter()
                    .map(|(n, v)| (n.as_str(), v.as_str()))
                    .collect::<Vec<_>>(),
                expected
            );
        }
        assert!(super::form(page, "/z").is_none());
    }
}
