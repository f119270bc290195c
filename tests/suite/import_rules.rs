//! What an import makes of a file: every rule once, through the preview; workbooks; long files.

use crate::{
    import::{confirms, settled, uploads},
    people::{count, hr, superior_of},
    workbooks::workbook,
    world::{Page, Person, Says, World, en, en_with},
};

/// Uploads a text and gives the address of its preview.
async fn preview(person: &Person, text: &str) -> String {
    let answer = uploads(person, "roster.csv", text.as_bytes()).await;
    assert_eq!(answer.status(), 303, "{}", answer.summary());
    answer.location().to_owned()
}

/// The counts of a preview: create, change, nothing, refused.
async fn counts(person: &Person, preview: &str) -> Vec<String> {
    person.get(preview).await.all(".tile .figure")
}

/// Line and reasons of every refused row, as the file to correct has them.
async fn refused(person: &Person, preview: &str) -> Vec<String> {
    let file = person.get(&format!("{preview}/refused.csv")).await;
    let lines = file.text();
    lines.lines().skip(1).map(str::to_owned).collect()
}

async fn imports(person: &Person, text: &str) -> Vec<String> {
    let preview = preview(person, text).await;
    let counts = counts(person, &preview).await;
    let done = confirms(person, &preview).await;
    assert_eq!(done.status(), 303, "{}", done.summary());
    counts
}

#[tokio::test]
async fn rows_are_refused_with_their_line_and_every_reason() {
    let world = World::new().await;
    let hr = hr(&world).await;
    imports(&hr, "No,Name,Email\n1,Ann Lee,ann@x.org\n").await;
    let roster = "No,Name,Email,Superior,DOH,Status\n\
        ,Nobody,,,,\n\
        2,,,,,\n\
        3,C,,,,\n\
        3,D,,,,\n\
        4,E,e@,,2023-02-30,\n\
        5,F,ann@x.org,,,\n\
        6,G,g@x.org,,,\n\
        7,H,G@x.org,,,\n\
        8,I,,nobody,,\n\
        9,J,,9,,\n\
        10,K,,4,,\n\
        11,L,,,,perhaps\n\
        12,M\n\
        \"13\"x,N,,,,\n";
    let preview = preview(&hr, roster).await;
    assert_eq!(counts(&hr, &preview).await, ["0", "0", "0", "14"]);
    let lines = refused(&hr, &preview).await;
    assert_eq!(lines.len(), 14);
    for (at, reason) in [
        (0, "fault_row_no_number"),
        (1, "fault_row_no_name"),
        (2, "fault_row_duplicate_number"),
        (3, "fault_row_duplicate_number"),
        (4, "fault_row_email"),
        (4, "fault_row_date"),
        (5, "fault_row_email_taken"),
        (6, "fault_row_email_repeated"),
        (7, "fault_row_email_repeated"),
        (8, "fault_row_superior_unknown"),
        (9, "fault_row_own_superior"),
        (10, "fault_row_superior_refused"),
        (11, "fault_row_status"),
        (12, "fault_row_ragged"),
        (13, "fault_row_quote"),
    ] {
        assert!(lines[at].says(reason), "{reason}: {}", lines[at]);
    }
    // each with the line of the file where it stands, and the one it collides with
    assert!(lines[0].starts_with("2,") && lines[1].starts_with("3,"));
    for (at, other) in [(2, "5"), (3, "4"), (6, "9"), (7, "8"), (10, "6")] {
        assert!(lines[at].contains(other), "{}", lines[at]);
    }
    assert!(!hr.get(&preview).await.has("form[action$=confirmation]"));
}

#[tokio::test]
async fn a_blank_cell_changes_nothing_and_changes_name_their_field() {
    let world = World::new().await;
    let hr = hr(&world).await;
    imports(
        &hr,
        "No,Name,Dept,Level,Email\n1,Ann Lee,Sales,staff,a@x.org\n2,Bo Li,Sales,staff,\n",
    )
    .await;
    let preview = preview(
        &hr,
        "No,Name,Dept,Superior,Level,Email\n2,Bo Q Li,sales,1,manager,\n1,,,,P7,\n",
    )
    .await;
    assert_eq!(counts(&hr, &preview).await, ["0", "1", "1", "0"]);
    let page = hr.get(&format!("{preview}?show=change")).await;
    let text = page.text();
    let change = |what: &str, from: &str, to: &str| {
        en_with(
            "import_changed",
            &[("what", &en(what)), ("from", from), ("to", to)],
        )
    };
    for change in [
        change("people_name", "Bo Li", "Bo Q Li"),
        change("people_level", &en("level_staff"), &en("level_manager")),
        change("people_superior", &en("import_value_none"), "1"),
    ] {
        assert!(text.contains(&change), "{change}");
    }
    assert!(
        !text.contains(&change("people_department", "Sales", "sales")),
        "spelling decides nothing"
    );
    confirms(&hr, &preview).await;
    assert_eq!(superior_of(&world, "2").await.as_deref(), Some("1"));
    assert_eq!(
        count(
            &world,
            "select count(*) from people where email = 'a@x.org'"
        )
        .await,
        1
    );
    assert_eq!(
        count(
            &world,
            "select count(*) from reporting_lines where until is null"
        )
        .await,
        1
    );
    assert_eq!(
        count(
            &world,
            "select count(*) from departments where lower(name) = 'sales'"
        )
        .await,
        1
    );
}

#[tokio::test]
async fn ambiguous_names_are_listed_and_leavers_are_no_candidates() {
    let world = World::new().await;
    let hr = hr(&world).await;
    let roster = "No,Name,Dept,Superior,Status\n1,王伟,财务,,\n2,王伟,销售,,\n3,李娜,销售,王伟,\n\
        4,Ann,,,left\n5,Ann,,,active\n6,Bo,,Ann,active\n7,Ed,,4,active\n";
    let preview = preview(&hr, roster).await;
    let page = hr.get(&preview).await;
    assert_eq!(page.all(".tile .figure"), ["6", "0", "0", "1"]);
    assert_eq!(
        page.all("select[name=superior_4] option").len(),
        3,
        "nobody chosen, and the two of the name"
    );
    assert!(page.text().contains("王伟 (1, 财务)"));
    // somebody who is no candidate cannot be chosen
    hr.post(&format!("{preview}/choices"), &[("superior_4", "5")])
        .await;
    settled(&hr, &preview).await;
    assert_eq!(counts(&hr, &preview).await, ["6", "0", "0", "1"]);
    hr.post(&format!("{preview}/choices"), &[("superior_4", "2")])
        .await;
    settled(&hr, &preview).await;
    assert_eq!(counts(&hr, &preview).await, ["7", "0", "0", "0"]);
    assert!(hr.get(&preview).await.says("remark_superior_left"));
    confirms(&hr, &preview).await;
    assert_eq!(superior_of(&world, "3").await.as_deref(), Some("2"));
    assert_eq!(superior_of(&world, "6").await.as_deref(), Some("5"));
    assert_eq!(
        count(
            &world,
            "select count(*) from people where not active and left_on is not null"
        )
        .await,
        1
    );
}

#[tokio::test]
async fn dates_are_asked_about_leavers_leave_and_a_department_is_given() {
    let world = World::new().await;
    let hr = hr(&world).await;
    let roster = "No,Name,DOH,Leaver,Termination date,Dept\n1,A,5/1/2023,yes,,\n2,B,6/2/2023,,2020-01-01,Sales\n3,C,2023-01-01,no,2020-01-01,\n";
    let preview = preview(&hr, roster).await;
    assert_eq!(counts(&hr, &preview).await, ["1", "0", "0", "2"]);
    assert!(hr.get(&preview).await.has("input[value=month-first]"));
    hr.post(
        &format!("{preview}/choices"),
        &[("date_order", "month-first"), ("department", "Head office")],
    )
    .await;
    settled(&hr, &preview).await;
    confirms(&hr, &preview).await;
    assert_eq!(
        count(
            &world,
            "select count(*) from people where hired_on = '2023-05-01'"
        )
        .await,
        1
    );
    assert_eq!(
        count(
            &world,
            "select count(*) from people where number in ('1', '2') and not active"
        )
        .await,
        2
    );
    assert_eq!(
        count(
            &world,
            "select count(*) from people where number = '2' and left_on = '2020-01-01'"
        )
        .await,
        1
    );
    assert_eq!(
        count(&world, "select count(*) from people p join departments d on d.id = p.department_id where d.name = 'Head office'").await,
        2
    );
}

#[tokio::test]
async fn loops_through_people_who_are_there_refuse_only_the_new_line() {
    let world = World::new().await;
    let hr = hr(&world).await;
    imports(&hr, "No,Name,Superior\n1,A,\n2,B,1\n3,C,2\n").await;
    let preview = preview(&hr, "No,Superior\n1,3\n3,2\n").await;
    assert_eq!(counts(&hr, &preview).await, ["0", "0", "1", "1"]);
    let lines = refused(&hr, &preview).await;
    assert!(
        lines[0].contains("A (1) → C (3) → B (2) → A (1)"),
        "{lines:?}"
    );
}

#[tokio::test]
async fn a_workbook_is_read_like_a_file_of_text() {
    let world = World::new().await;
    let hr = hr(&world).await;
    let book = workbook(&[
        &["员工花名册"],
        &["工号", "姓名", "部门", "直接上级", "入职日期"],
        &["C1", "王伟", "总部", "", "#45047"],
        &["C2", "李娜", "财务", "王伟", "2015-03-02"],
        &[],
        &["C3", "张敏", "财务", "C9", ""],
    ]);
    let preview = uploads(&hr, "名册.xlsx", &book).await.location().to_owned();
    let page = hr.get(&preview).await;
    assert_eq!(
        page.all(".tile .figure"),
        ["2", "0", "0", "1"],
        "{}",
        page.summary()
    );
    assert!(
        page.text().contains("花名册") && page.says_with("import_header_line", &[("line", "2")])
    );
    assert!(refused(&hr, &preview).await[0].starts_with("6,"));
    confirms(&hr, &preview).await;
    assert_eq!(superior_of(&world, "C2").await.as_deref(), Some("C1"));
    assert_eq!(
        count(
            &world,
            "select count(*) from people where hired_on = '2023-05-01'"
        )
        .await,
        1
    );
    let again = uploads(&hr, "名册.xlsx", &book).await.location().to_owned();
    assert_eq!(counts(&hr, &again).await, ["0", "0", "2", "1"]);

    // one that is cut off is told, not crashed on
    let cut = uploads(&hr, "名册.xlsx", &book[..book.len() / 2]).await;
    assert_eq!(
        (cut.status(), cut.has("#f-file-error")),
        (422, true),
        "{}",
        cut.summary()
    );
}

#[tokio::test]
async fn chinese_encodings_are_read() {
    let world = World::new().await;
    let hr = hr(&world).await;
    let roster = "工号,姓名,部门\nG1,王朱镕,研发\nG2,李娜,研发\n";
    let (gb, _, _) = encoding_rs::GB18030.encode(roster);
    let with_mark = [b"\xEF\xBB\xBF".as_slice(), roster.as_bytes()].concat();
    let first = uploads(&hr, "gb.csv", &gb).await.location().to_owned();
    assert!(hr.get(&first).await.text().contains("GB18030"));
    assert_eq!(counts(&hr, &first).await, ["2", "0", "0", "0"]);
    confirms(&hr, &first).await;
    assert_eq!(
        count(&world, "select count(*) from people where name = '王朱镕'").await,
        1
    );
    let second = uploads(&hr, "mark.csv", &with_mark)
        .await
        .location()
        .to_owned();
    assert_eq!(counts(&hr, &second).await, ["0", "0", "2", "0"]);
}

#[tokio::test]
async fn twenty_thousand_rows_go_in_behind_a_progress_bar_and_pages_are_turned() {
    let world = World::new().await;
    let hr = hr(&world).await;
    let mut roster = String::from("No,Name,Email,Department,Superior,Hire date\n");
    for n in 1..=20_000 {
        let superior = if n == 1 {
            String::new()
        } else {
            format!("L{}", (n / 10).max(1))
        };
        roster.push_str(&format!(
            "L{n},Person {n},l{n}@x.org,Department {},{superior},2020-01-01\n",
            n % 40
        ));
    }
    let answer = uploads(&hr, "long.csv", roster.as_bytes()).await;
    let preview = answer.location().to_owned();
    assert_eq!(
        counts(&hr, &preview).await,
        ["20000", "0", "0", "0"],
        "{}",
        answer.summary()
    );
    assert_eq!(
        count(
            &world,
            "select max(done) from jobs where kind = 'people_import'"
        )
        .await,
        20_000
    );
    let page = hr.get(&format!("{preview}?show=create&from=19950")).await;
    assert_eq!(page.all("#rows tbody tr").len(), 50);
    confirms(&hr, &preview).await;
    assert_eq!(
        count(&world, "select count(*) from people where number like 'L%'").await,
        20_000
    );
    assert_eq!(
        count(
            &world,
            "select count(*) from people where superior_id is not null"
        )
        .await,
        19_999
    );
    assert_eq!(
        count(
            &world,
            "select count(*) from reporting_lines where until is null"
        )
        .await,
        19_999
    );
    assert_eq!(
        count(&world, "select count(*) from import_rows").await,
        0,
        "nothing is left behind"
    );
    assert_eq!(count(&world, "select count(*) from import_chunks").await, 0);

    let again = uploads(&hr, "long.csv", roster.as_bytes())
        .await
        .location()
        .to_owned();
    assert_eq!(counts(&hr, &again).await, ["0", "0", "20000", "0"]);
}

#[tokio::test]
async fn work_that_died_half_way_is_taken_up_again_from_its_beginning() {
    let world = World::new().await;
    let hr = hr(&world).await;
    let preview = preview(&hr, "No,Name\nA1,Ann Lee\n").await;
    let form = hr
        .get(&preview)
        .await
        .form(&format!("{preview}/confirmation"));
    // the server dies after the confirmation and before anything is written
    let id = preview.rsplit('/').next().expect("an id").to_owned();
    sqlx::query("update imports set status = 'applying' where id = $1::uuid and fingerprint = $2")
        .bind(&id)
        .bind(&form[0].1)
        .execute(&world.db)
        .await
        .expect("confirmed");
    let waiting: Page = hr.get(&preview).await;
    assert!(
        waiting.location().starts_with("/jobs/"),
        "{}",
        waiting.summary()
    );
    assert!(hr.get(waiting.location()).await.has("progress"));
    countersign::jobs::run_all(&world.app, countersign::works::ALL)
        .await
        .expect("work");
    assert_eq!(hr.get(&preview).await.all(".tile .figure"), ["1", "0", "0"]);
    assert_eq!(
        count(&world, "select count(*) from people where number = 'A1'").await,
        1
    );
}
