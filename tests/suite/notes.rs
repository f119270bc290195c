//! Notes and evidence of the period: one's own, and what the other side shares.

use axum::http::Method;
use countersign::access::Stage;

use crate::world::{Cast, Page, Person, World};

async fn write(
    person: &Person,
    cast: &Cast,
    words: &str,
    shared: bool,
    files: &[(&str, &[u8])],
) -> Page {
    let mut body =
        format!("--x\r\nContent-Disposition: form-data; name=\"words\"\r\n\r\n{words}\r\n")
            .into_bytes();
    if shared {
        body.extend_from_slice(
            b"--x\r\nContent-Disposition: form-data; name=\"shared\"\r\n\r\n1\r\n",
        );
    }
    for (name, content) in files {
        body.extend_from_slice(
            format!("--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\nContent-Type: text/html\r\n\r\n").as_bytes(),
        );
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--x--\r\n");
    let kind = [("content-type", "multipart/form-data; boundary=x")];
    Page(
        person
            .actor()
            .send(Method::POST, &cast.at("/notes"), &kind, body)
            .await
            .unwrap(),
    )
}

fn file_of(page: &Page, cast: &Cast) -> String {
    let text = page.text();
    let at = text.find(&cast.at("/notes/files/")).expect("a link");
    text[at..].split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn each_side_reads_its_own_and_what_is_shared_and_nobody_else_any() {
    let world = World::new().await;
    let cast = world.cast().await;
    let notes = cast.at("/notes");
    let secret = write(
        &cast.superior,
        &cast,
        "PRIVATE: late twice",
        false,
        &[("evil.html", b"<script>1</script>")],
    )
    .await;
    assert_eq!(secret.status(), 303, "{}", secret.summary());
    let shared = write(
        &cast.employee,
        &cast,
        "SHARED: praise of a customer",
        true,
        &[("praise.txt", b"good")],
    )
    .await;
    assert_eq!(shared.status(), 303, "{}", shared.summary());
    let (own, other) = (
        cast.superior.get(&notes).await,
        cast.employee.get(&notes).await,
    );
    assert!(own.text().contains("PRIVATE") && own.text().contains("SHARED"));
    assert!(!other.text().contains("PRIVATE") && other.text().contains("SHARED"));
    let page = own.text();
    let at = page.find("evil.html").unwrap();
    let start = page[..at].rfind(&cast.at("/notes/files/")).unwrap();
    let evil = page[start..].split('"').next().unwrap().to_owned();
    let file = cast.superior.get(&evil).await;
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
    assert!(header("content-disposition").starts_with("attachment"));
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert_eq!(
        cast.employee.get(&evil).await.status(),
        404,
        "a private file does not exist for the other side"
    );
    let praise = file_of(&other, &cast);
    assert_eq!(cast.superior.get(&praise).await.text(), "good");
    for somebody in [&cast.hr, &cast.clerk, &cast.facilitator] {
        assert_eq!(
            somebody.get(&notes).await.status(),
            403,
            "{}",
            somebody.name
        );
        assert_eq!(somebody.get(&praise).await.status(), 403);
    }
    assert_eq!(cast.head.get(&praise).await.status(), 404);
    // the trail says that it happened, not what
    let trail: Vec<String> =
        sqlx::query_scalar("select detail from events where kind = 'note_written'")
            .fetch_all(&world.db)
            .await
            .unwrap();
    assert_eq!(trail.len(), 2);
    assert!(
        trail
            .iter()
            .all(|detail| !detail.contains("PRIVATE") && !detail.contains("praise"))
    );
    // beside the text that is being written
    assert!(
        cast.employee
            .get(&cast.at("/self-evaluation"))
            .await
            .text()
            .contains("SHARED")
    );
    assert!(
        !cast
            .employee
            .get(&cast.at("/self-evaluation"))
            .await
            .text()
            .contains("PRIVATE")
    );
}

#[tokio::test]
async fn a_note_is_changed_shared_and_deleted_by_its_writer_only() {
    let world = World::new().await;
    let cast = world.cast().await;
    write(
        &cast.employee,
        &cast,
        "First words",
        false,
        &[("a.txt", b"a")],
    )
    .await;
    let notes = cast.at("/notes");
    let id: uuid::Uuid = sqlx::query_scalar("select id from appraisal_notes")
        .fetch_one(&world.db)
        .await
        .unwrap();
    let one = cast.at(&format!("/notes/{id}"));
    let fields = [("version", "1"), ("words", "Other words"), ("shared", "1")];
    assert_eq!(cast.superior.post(&one, &fields).await.status(), 404);
    assert_eq!(
        cast.employee
            .post(&one, &[("version", "1"), ("words", "")])
            .await
            .status(),
        422
    );
    assert_eq!(cast.employee.post(&one, &fields).await.status(), 303);
    assert!(
        cast.superior
            .get(&notes)
            .await
            .text()
            .contains("Other words")
    );
    assert_eq!(
        cast.superior.post(&one, &fields).await.status(),
        404,
        "reading is not changing"
    );
    let late = cast
        .employee
        .post(&one, &[("version", "1"), ("words", "Late words")])
        .await;
    assert_eq!(late.status(), 409);
    assert!(late.text().contains("Other words") && late.text().contains("Late words"));
    let removal = cast.at(&format!("/notes/{id}/removal"));
    assert_eq!(
        cast.superior
            .post(&removal, &[("version", "2")])
            .await
            .status(),
        404
    );
    assert_eq!(
        cast.employee
            .post(&removal, &[("version", "1")])
            .await
            .status(),
        409
    );
    assert_eq!(
        cast.employee
            .post(&removal, &[("version", "2")])
            .await
            .status(),
        303
    );
    let left: i64 = sqlx::query_scalar("select count(*) from note_files")
        .fetch_one(&world.db)
        .await
        .unwrap();
    assert_eq!(left, 0);
}

#[tokio::test]
async fn bad_notes_are_refused_at_their_fields_and_counts_are_bounded() {
    let world = World::new().await;
    let cast = world.cast().await;
    let (long, large) = ("x".repeat(5001), vec![0_u8; (10 << 20) + 1]);
    for (words, files, field) in [
        ("", &[][..], "#f-words-error"),
        (long.as_str(), &[], "#f-words-error"),
        ("\u{7}", &[], "#f-words-error"),
        (
            "kept words",
            &[("large.bin", large.as_slice())],
            "#f-files-error",
        ),
        ("kept words", &[("empty.txt", &b""[..])], "#f-files-error"),
        (
            "kept words",
            &[("1", &b"1"[..]), ("2", b"2"), ("3", b"3"), ("4", b"4")],
            "#f-files-error",
        ),
    ] {
        let refused = write(&cast.employee, &cast, words, false, files).await;
        assert_eq!(refused.status(), 422, "{words:.10} {}", files.len());
        assert!(refused.has(field), "{words:.10} {field}");
        if words == "kept words" {
            assert!(refused.text().contains(words));
        }
    }
    for _ in 0..14 {
        write(
            &cast.employee,
            &cast,
            "three files",
            false,
            &[("1", b"1"), ("2", b"2"), ("3", b"3")],
        )
        .await;
    }
    let files: i64 = sqlx::query_scalar("select count(*) from note_files")
        .fetch_one(&world.db)
        .await
        .unwrap();
    assert_eq!(files, 39);
    world.force(cast.appraisal, Stage::Concluded).await;
    assert_eq!(
        write(&cast.employee, &cast, "too late", false, &[])
            .await
            .status(),
        409
    );
    assert_eq!(cast.employee.get(&cast.at("/notes")).await.status(), 200);
}
