//! Files of a case: only saved, and only by those of the case.

use axum::http::Method;
use countersign::{access::Stage, demo::Actor};

use super::{OPENING, evaluated};
use crate::world::{Page, Person, World};

async fn upload(
    person: &Person,
    path: &str,
    fields: &[(&str, &str)],
    files: &[(&str, &[u8])],
) -> Page {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend_from_slice(
            format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
                .as_bytes(),
        );
    }
    for (name, content) in files {
        let head = format!(
            "--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\nContent-Type: text/html\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--x--\r\n");
    let kind = [("content-type", "multipart/form-data; boundary=x")];
    let reply = person.actor().send(Method::POST, path, &kind, body).await;
    Page(reply.expect("answer"))
}

#[tokio::test]
async fn evidence_is_only_saved_and_only_by_those_of_the_case() {
    let world = World::new().await;
    let cast = evaluated(&world, Stage::Concluded).await;
    let address = cast.at("/dispute");
    let huge = vec![b'x'; (10 << 20) + 1];
    for (files, status) in [
        (vec![("big.bin", huge.as_slice())], 422),
        (vec![("empty.txt", &b""[..])], 422),
        (vec![("a.txt", &b"1"[..]); 6], 422),
        (
            vec![
                ("..\\..\\e<v>il.html", &b"<script>1</script>"[..]),
                ("报告.txt", b"2"),
            ],
            303,
        ),
    ] {
        let page = upload(&cast.employee, &address, &OPENING, &files).await;
        assert_eq!(page.status(), status, "{}", page.summary());
        assert!(status == 303 || page.has("#f-files-error"));
    }
    // cut off half-way
    let kind = [("content-type", "multipart/form-data; boundary=x")];
    let cut = b"--x\r\nContent-Disposition: form-data; name=\"grounds\"\r\n\r\nhal".to_vec();
    let reply = cast
        .employee
        .actor()
        .send(Method::POST, &address, &kind, cut)
        .await
        .unwrap();
    assert!(reply.status.is_client_error());

    let page = cast.superior.get(&address).await;
    assert_eq!(page.all("a[download]"), ["evil.html", "报告.txt"]);
    let text = page.text();
    let at = text.find(&format!("{address}/files/")).expect("link");
    let href = text[at..].split('"').next().unwrap().to_owned();
    let file = cast.employee.get(&href).await;
    assert_eq!(file.text(), "<script>1</script>");
    let header = |name: &str| {
        file.0
            .headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
            .to_owned()
    };
    assert_eq!(header("content-type"), "application/octet-stream");
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert!(header("content-disposition").starts_with("attachment; filename=\"evil.html\""));

    // by the address of another appraisal that the reader may see, and by strangers
    let other = world
        .appraisal(
            world.cycle("Spring").await,
            &cast.employee,
            &cast.superior,
            None,
            None,
            cast.department,
        )
        .await;
    world.force(other, Stage::Concluded).await;
    let id = href.rsplit('/').next().unwrap();
    let foreign = format!("/appraisals/{other}/dispute/files/{id}");
    assert_eq!(cast.employee.get(&foreign).await.status(), 404);
    assert_eq!(cast.head.get(&href).await.status(), 404);
    for bad in ["x", "00000000-0000-0000-0000-000000000000"] {
        assert_eq!(
            cast.hr
                .get(&cast.at(&format!("/dispute/files/{bad}")))
                .await
                .status(),
            404
        );
    }
    assert!(
        Actor::stranger(&world.router)
            .get(&href)
            .await
            .unwrap()
            .status
            .is_redirection()
    );
}
