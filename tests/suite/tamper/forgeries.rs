//! What somebody does by hand who knows the program: chains cut, emptied and reordered, rows swapped, figures changed in every
//! place where they stand.

use countersign::integrity::What::{self, Changed, OutOfOrder, PutIn, Removed};

/// A forgery, a table that has to be named, and words that have to stand in the finding.
pub struct Forgery {
    pub statement: String,
    pub table: &'static str,
    pub words: String,
    pub what: Option<What>,
}

fn forgery(table: &'static str, words: &str, what: What, statement: &str) -> Forgery {
    Forgery {
        statement: statement.to_owned(),
        table,
        words: words.to_owned(),
        what: Some(what),
    }
}

/// It contradicts something, in whatever words.
fn contradiction(table: &'static str, words: &str, statement: &str) -> Forgery {
    Forgery {
        what: None,
        ..forgery(table, words, Changed, statement)
    }
}

/// `A` stands for the chain of an appraisal that is concluded, `C` for the company's, `N` for the number of the last event.
pub fn forgeries() -> Vec<Forgery> {
    let mut all = Vec::new();
    for chain in ["A", "C"] {
        let in_chain = |statement: &str| statement.replace("CHAIN", chain);
        let mut add = |words: &str, what: What, statement: &str| {
            all.push(forgery("events", words, what, &in_chain(statement)));
        };
        add(
            "event 2",
            Changed,
            "update events set detail = '{}' where stream = 'CHAIN' and seq = 2",
        );
        add(
            "event 2",
            Changed,
            "update events set at = at + interval '1 second' where stream = 'CHAIN' and seq = 2",
        );
        add(
            "event 2",
            Changed,
            "update events set actor_id = null where stream = 'CHAIN' and seq = (select max(seq) from events where stream = 'CHAIN' and actor_id is not null); update events set actor_id = gen_random_uuid() where stream = 'CHAIN' and seq = 2",
        );
        add(
            "event 2",
            Changed,
            "update events set kind = 'released' where stream = 'CHAIN' and seq = 2",
        );
        add(
            "event 2",
            Changed,
            "update events set hash = repeat('0', 64) where stream = 'CHAIN' and seq = 2",
        );
        add(
            "event 3",
            OutOfOrder,
            "update events set hash = repeat('0', 64) where stream = 'CHAIN' and seq = 2",
        );
        add(
            "event 2",
            OutOfOrder,
            "update events set prev = repeat('1', 64) where stream = 'CHAIN' and seq = 2",
        );
        add(
            "event 2",
            Removed,
            "delete from events where stream = 'CHAIN' and seq = 2",
        );
        add(
            "event 1",
            Removed,
            "delete from events where stream = 'CHAIN' and seq = 1",
        );
        add(
            "event 3",
            Removed,
            "delete from events where stream = 'CHAIN' and seq in (2, 3)",
        );
        add(
            "event N and what came after it",
            Removed,
            "delete from events where stream = 'CHAIN' and seq = N",
        );
        add(
            "event 2 and what came after it",
            Removed,
            "delete from events where stream = 'CHAIN' and seq > 1",
        );
        add(
            "event 1 and what came after it",
            Removed,
            "delete from events where stream = 'CHAIN'",
        );
        add(
            "event 1",
            PutIn,
            "delete from chains where stream = 'CHAIN'",
        );
        add(
            "event N",
            PutIn,
            "update chains set seq = seq - 1 where stream = 'CHAIN'",
        );
        add(
            "event N",
            OutOfOrder,
            "update chains set hash = repeat('2', 64) where stream = 'CHAIN'",
        );
        add(
            "event 2",
            OutOfOrder,
            "update events set seq = -2 where stream = 'CHAIN' and seq = 2; update events set seq = 2 where stream = 'CHAIN' and seq = 3; update events set seq = 3 where stream = 'CHAIN' and seq = -2",
        );
        add(
            "event 2",
            OutOfOrder,
            "update events set seq = seq + 1000 where stream = 'CHAIN' and seq > 1; insert into events (stream, seq, at, actor_id, kind, detail, prev, hash) select stream, 2, at, actor_id, kind, detail, prev, hash from events where stream = 'CHAIN' and seq = 1; update events set seq = seq - 999 where stream = 'CHAIN' and seq > 1000",
        );
        all.push(contradiction(
            "events",
            "event N",
            &in_chain("update events set news = not news where stream = 'CHAIN' and seq = N"),
        ));
        all.push(contradiction("events", "event", &in_chain("update events set sealed_by = (select id from retention_runs where kind = 'anonymise' limit 1), detail = '' where stream = 'CHAIN' and seq = 2")));
    }
    let mut add = |table, words: &str, what: What, statement: &str| {
        all.push(forgery(table, words, what, statement));
    };
    add(
        "events",
        "event 2",
        OutOfOrder,
        "update events set seq = 4000 where stream = 'A' and seq = 2; update events set stream = 'A' where stream = 'C' and seq = 2",
    );
    // a chain and its head taken away: its rows have nobody who tells of them
    add(
        "signatures",
        "signature",
        PutIn,
        "delete from events where stream = 'A'; delete from chains where stream = 'A'",
    );
    add(
        "appraisals",
        "appraisal",
        PutIn,
        "delete from events where stream = 'A'; delete from chains where stream = 'A'",
    );
    add(
        "people",
        "person",
        PutIn,
        "delete from events where stream = 'C'; delete from chains where stream = 'C'",
    );
    // records and signatures, consistent among themselves
    add(
        "records",
        "record",
        Changed,
        "update records set content = content || ' ', sha256 = encode(sha256(convert_to(content || ' ', 'UTF8')), 'hex') where appraisal_id = 'A'",
    );
    add(
        "records",
        "version 1 of the record",
        Changed,
        "update records set content = content || ' ', sha256 = encode(sha256(convert_to(content || ' ', 'UTF8')), 'hex') where appraisal_id = 'A'",
    );
    add(
        "signatures",
        "signature 1.appraisee",
        Changed,
        "update records set content = content || ' ', sha256 = encode(sha256(convert_to(content || ' ', 'UTF8')), 'hex') where appraisal_id = 'A'; update signatures s set sha256 = r.sha256 from records r where r.appraisal_id = s.appraisal_id and r.version = s.record_version and s.appraisal_id = 'A'",
    );
    add(
        "signatures",
        "signature 1.superior",
        Changed,
        "update signatures s set choice = 'agree_in_part', items = '{profit}', words = o.words from signatures o where s.appraisal_id = 'A' and s.party = 'superior' and o.appraisal_id = 'A' and o.party = 'appraisee'",
    );
    add(
        "signatures",
        "signature 1.appraisee",
        Removed,
        "delete from signatures where appraisal_id = 'A' and party = 'superior'; update signatures set party = 'superior' where appraisal_id = 'A'",
    );
    add(
        "signatures",
        "signature of the appraisee under version 1 of the record",
        Removed,
        "delete from signatures where appraisal_id = 'A' and party = 'appraisee'",
    );
    add(
        "signatures",
        "signature of the superior under version 2 of the record",
        PutIn,
        "insert into records select (jsonb_populate_record(r, '{\"version\": 2}')).* from records r where appraisal_id = 'A' and version = 1; insert into signatures select (jsonb_populate_record(s, '{\"record_version\": 2}')).* from signatures s where appraisal_id = 'A' and record_version = 1",
    );
    add(
        "records",
        "version 1 of the record",
        Removed,
        "update records set version = 2 where appraisal_id = 'A'; update signatures set record_version = 2 where appraisal_id = 'A'",
    );
    add(
        "records",
        "version 1 of the record",
        Removed,
        "delete from records where appraisal_id = 'A'",
    );
    // figures, in every place
    add(
        "appraisals",
        "outcome",
        Changed,
        "update appraisals set total = total + 5, grade = grade + 1 where id = 'A'; update results set body = jsonb_set(body, '{total}', to_jsonb((select total::text from appraisals where id = 'A'))) where appraisal_id = 'A'",
    );
    add(
        "results",
        "result",
        Changed,
        "update appraisals set total = total + 5 where id = 'A'; update results set body = jsonb_set(body, '{total}', to_jsonb((select total::text from appraisals where id = 'A'))) where appraisal_id = 'A'",
    );
    add(
        "results",
        "result",
        PutIn,
        "insert into results (appraisal_id, no, body, made_at) select appraisal_id, no + 1, body, made_at from results where appraisal_id = 'A' order by no desc limit 1",
    );
    // rows that change places
    add(
        "dispute_seats",
        "vote",
        Changed,
        "update dispute_seats s set vote = o.vote, vote_points = o.vote_points, vote_words = o.vote_words || '.', voted_at = o.voted_at from dispute_seats o where o.dispute_id = s.dispute_id and o.person_id <> s.person_id",
    );
    add(
        "credentials",
        "credential",
        Changed,
        "with two as (select person_id, password_hash, salt, row_number() over (order by person_id) as n from credentials limit 2) update credentials c set password_hash = o.password_hash || '.', salt = o.salt from two t join two o on o.n <> t.n where c.person_id = t.person_id",
    );
    add(
        "credentials",
        "credential",
        Removed,
        "update credentials set person_id = gen_random_uuid() where ctid = (select ctid from credentials limit 1)",
    );
    add(
        "credentials",
        "credential",
        PutIn,
        "update credentials set person_id = gen_random_uuid() where ctid = (select ctid from credentials limit 1)",
    );
    add(
        "people",
        "person",
        Changed,
        "with two as (select id, email, row_number() over (order by id) as n from people where email is not null limit 2) update people p set email = o.email from two t join two o on o.n <> t.n where p.id = t.id",
    );
    add(
        "person_roles",
        "roles",
        Changed,
        "update person_roles set role = 'admin' where role = 'hr'",
    );
    add(
        "person_roles",
        "roles",
        PutIn,
        "insert into person_roles (person_id, role) select id, 'hr' from people where id not in (select person_id from person_roles) limit 1",
    );
    add(
        "person_roles",
        "roles",
        Removed,
        "delete from person_roles where person_id = (select person_id from person_roles where role = 'auditor' limit 1)",
    );
    add(
        "goals",
        "goal",
        Changed,
        "with two as (select id, weight, title, row_number() over (order by id) as n from goals where appraisal_id = 'A' limit 2) update goals g set title = o.title || '.' from two t join two o on o.n <> t.n where g.id = t.id",
    );
    add(
        "submissions",
        "submission",
        Changed,
        "update submissions s set body = o.body from submissions o join papers q on q.id = o.paper_id and q.kind = 'self_evaluation' join papers p on p.kind = 'self_evaluation' and p.id <> q.id and p.appraisal_id = 'A' where s.paper_id = p.id and o.body <> s.body",
    );
    add(
        "submissions",
        "submission",
        Changed,
        "update submissions s set body = s.body || '{\"forged\": 1}' from papers p where p.id = s.paper_id and p.appraisal_id = 'A' and p.kind = 'evaluation'; update papers set body = body || '{\"forged\": 1}' where appraisal_id = 'A' and kind = 'evaluation'",
    );
    add(
        "appraisals",
        "appraisal",
        Changed,
        "update appraisals set superior_id = (select superior_id from appraisals where superior_id <> (select superior_id from appraisals where id = 'A') limit 1) where id = 'A'",
    );
    add(
        "appraisals",
        "appraisal",
        Changed,
        "update appraisals set facilitator_id = null where id = 'A'",
    );
    // an appraisal taken out with everything that it had
    add(
        "appraisals",
        "appraisal",
        Removed,
        "delete from events where stream = 'A'; delete from chains where stream = 'A'; delete from appraisals where id = 'A'",
    );
    let mut add = |table, words: &str, statement: &str| {
        all.push(contradiction(table, words, statement));
    };
    add(
        "appraisals",
        "stage",
        "update appraisals set stage = 'sign_off' where id = 'A'",
    );
    add(
        "appraisals",
        "stage",
        "update appraisals set stage = 'withdrawn', withdrawn_reason = 'left' where id = 'A'",
    );
    add(
        "appraisals",
        "stage_since",
        "update appraisals set stage_since = stage_since - interval '1 day' where id = 'A'",
    );
    add(
        "appraisals",
        "released_at",
        "update appraisals set released_at = released_at - interval '30 days' where id = 'A'",
    );
    add(
        "appraisals",
        "opened_at",
        "update appraisals set opened_at = null where id = 'A'",
    );
    add(
        "appraisals",
        "provisional",
        "update appraisals set provisional = true where id = 'A'",
    );
    add(
        "appraisals",
        "superior_id",
        "update appraisals set superior_id = gen_random_uuid() where id = 'A'",
    );
    add(
        "appraisals",
        "annexed",
        "update appraisals set annexed = false where id = 'A'",
    );
    add(
        "appraisals",
        "total",
        "update appraisals set total = total + 1 where id = 'A'",
    );
    add(
        "appraisals",
        "multiplier",
        "update appraisals set multiplier = 1.5 where id = 'A'",
    );
    add(
        "appraisals",
        "stage",
        "delete from signatures where appraisal_id = 'A' and party = 'superior'; delete from refusals where appraisal_id = 'A'",
    );
    add(
        "papers",
        "evaluation",
        "update papers set body = body || '{\"forged\": 1}' where appraisal_id = 'A' and kind = 'evaluation'",
    );
    add(
        "papers",
        "self evaluation",
        "update papers set submitted_at = submitted_at - interval '1 day' where appraisal_id = 'A' and kind = 'self_evaluation'",
    );
    add(
        "colleague_answers",
        "answers of colleagues",
        "delete from colleague_answers where ctid = (select ctid from colleague_answers limit 1)",
    );
    add(
        "colleague_requests",
        "answers of colleagues",
        "update colleague_requests set state = 'accepted' where state = 'answered'",
    );
    add(
        "appraisal_counts",
        "counts",
        "update appraisal_counts set count = count + 1 where ctid = (select ctid from appraisal_counts limit 1)",
    );
    add(
        "plan_counts",
        "counts",
        "delete from plan_counts where count <> 0",
    );
    all
}
