//! A running cycle: paused and resumed, extended, joined; the population with its filters.

use countersign::{access::Role, ground::ids::DepartmentId};

use crate::world::{Cast, Person, World};

mod deadlines;
mod list;
mod population;

pub async fn reach(world: &World, cast: &Cast) {
    sqlx::query("insert into cycle_departments (cycle_id, department_id) values ($1, $2)")
        .bind(cast.cycle.0)
        .bind(cast.department.0)
        .execute(&world.db)
        .await
        .expect("department");
}

struct Tree {
    hr: Person,
    branch: DepartmentId,
}

async fn tree(world: &World) -> Tree {
    let root = world.department("Works").await;
    let branch = world.department("Works North").await;
    sqlx::query("update departments set parent_id = $1 where id = $2")
        .bind(root.0)
        .bind(branch.0)
        .execute(&world.db)
        .await
        .expect("tree");
    let office = world.department("Office").await;
    let hr = world.person("Hana Hr", office, None).await;
    world.give(&hr, Role::Hr).await;
    let boss = world.person("Bea Boss", root, Some(&hr)).await;
    for (name, level, hired) in [
        ("Ann Staff", "staff", "2020-05-01"),
        ("Bob Manager", "manager", "2021-05-01"),
        ("Cid Senior", "senior", "2022-05-01"),
        ("Dee Unknown", "staff", ""),
    ] {
        let person = world.person(name, branch, Some(&boss)).await;
        sqlx::query(
            "update people set level = $2::level, hired_on = nullif($3, '')::date where id = $1",
        )
        .bind(person.id.0)
        .bind(level)
        .bind(hired)
        .execute(&world.db)
        .await
        .expect("person");
    }
    Tree { hr, branch }
}
