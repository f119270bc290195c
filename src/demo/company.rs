//! The people of the demo company: 60, in six departments, with English and Chinese names.

use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{app::App, audit::Event, web::Result};

/// The password of every sign-in of the demo.
pub const PASSWORD: &str = "countersign-demo";

pub const DEPARTMENTS: [&str; 6] = [
    "Management 管理层",
    "Sales 销售部",
    "Engineering 研发部",
    "Operations 运营部",
    "Finance 财务部",
    "Human Resources 人力资源部",
];

/// One line of the company: number, name, e-mail before the @, department, position, level, superior.
pub struct Line(
    pub &'static str,
    pub &'static str,
    pub &'static str,
    pub usize,
    pub &'static str,
    pub &'static str,
    pub &'static str,
);

/// In the order in which superiors come before those who report to them.
#[rustfmt::skip]
pub const PEOPLE: &[Line] = &[
    Line("M01", "周文博", "zhou.wenbo", 0, "General Manager 总经理", "senior", ""),
    Line("M02", "Margaret Hale", "margaret.hale", 0, "Assistant to the General Manager", "staff", "M01"),
    Line("M03", "沈佳宁", "shen.jianing", 0, "Strategy Manager 战略经理", "manager", "M01"),

    Line("S01", "赵立群", "zhao.liqun", 1, "Head of Sales 销售总监", "senior", "M01"),
    Line("S02", "Daniel Okafor", "manager", 1, "Regional Sales Manager", "manager", "S01"),
    Line("S03", "王秀兰", "wang.xiulan", 1, "Key Accounts Manager 大客户经理", "manager", "S01"),
    Line("S04", "陈静", "employee", 1, "Account Manager 客户经理", "staff", "S02"),
    Line("S05", "刘洋", "liu.yang", 1, "Account Manager 客户经理", "staff", "S02"),
    Line("S06", "Emily Carter", "emily.carter", 1, "Account Manager", "staff", "S02"),
    Line("S07", "孙浩然", "sun.haoran", 1, "Sales Representative 销售代表", "staff", "S02"),
    Line("S08", "Oliver Brandt", "oliver.brandt", 1, "Sales Representative", "staff", "S02"),
    Line("S09", "黄雅琴", "huang.yaqin", 1, "Sales Representative 销售代表", "staff", "S02"),
    Line("S10", "周子轩", "zhou.zixuan", 1, "Sales Representative 销售代表", "staff", "S02"),
    Line("S11", "Grace Lindqvist", "grace.lindqvist", 1, "Bid Specialist", "staff", "S03"),
    Line("S12", "吴晓燕", "wu.xiaoyan", 1, "Bid Specialist 投标专员", "staff", "S03"),
    Line("S13", "徐志强", "xu.zhiqiang", 1, "Key Account Manager 大客户专员", "staff", "S03"),
    Line("S14", "林美玲", "facilitator", 1, "Sales Operations and HR Clerk 部门人事专员", "staff", "S01"),

    Line("E01", "Thomas Keller", "committee2", 2, "Head of Engineering", "senior", "M01"),
    Line("E02", "高建国", "gao.jianguo", 2, "Platform Lead 平台经理", "manager", "E01"),
    Line("E03", "Priya Raman", "priya.raman", 2, "Quality Lead", "manager", "E01"),
    Line("E04", "马晓东", "ma.xiaodong", 2, "Engineer 工程师", "staff", "E02"),
    Line("E05", "朱琳", "zhu.lin", 2, "Engineer 工程师", "staff", "E02"),
    Line("E06", "Samuel Ortiz", "samuel.ortiz", 2, "Engineer", "staff", "E02"),
    Line("E07", "胡梦洁", "hu.mengjie", 2, "Engineer 工程师", "staff", "E02"),
    Line("E08", "郭俊杰", "guo.junjie", 2, "Engineer 工程师", "staff", "E02"),
    Line("E09", "Hannah Weiss", "hannah.weiss", 2, "Test Engineer", "staff", "E03"),
    Line("E10", "何欣怡", "he.xinyi", 2, "Test Engineer 测试工程师", "staff", "E03"),
    Line("E11", "罗宇航", "luo.yuhang", 2, "Test Engineer 测试工程师", "staff", "E03"),
    Line("E12", "Lucas Moreau", "lucas.moreau", 2, "Technical Writer", "staff", "E03"),

    Line("O01", "宋丽华", "committee3", 3, "Head of Operations 运营总监", "senior", "M01"),
    Line("O02", "Victor Nilsson", "victor.nilsson", 3, "Logistics Manager", "manager", "O01"),
    Line("O03", "谢国栋", "xie.guodong", 3, "Customer Service Manager 客服经理", "manager", "O01"),
    Line("O04", "唐雪梅", "tang.xuemei", 3, "Dispatcher 调度员", "staff", "O02"),
    Line("O05", "Isabel Romero", "isabel.romero", 3, "Dispatcher", "staff", "O02"),
    Line("O06", "韩磊", "han.lei", 3, "Warehouse Supervisor 仓库主管", "staff", "O02"),
    Line("O07", "冯晓明", "feng.xiaoming", 3, "Warehouse Clerk 仓管员", "staff", "O02"),
    Line("O08", "董玉洁", "dong.yujie", 3, "Service Agent 客服专员", "staff", "O03"),
    Line("O09", "Aisha Bello", "aisha.bello", 3, "Service Agent", "staff", "O03"),
    Line("O10", "程思远", "cheng.siyuan", 3, "Service Agent 客服专员", "staff", "O03"),
    Line("O11", "曹敏", "clerk", 3, "Operations Support and HR Clerk 部门人事专员", "staff", "O01"),

    Line("F01", "Robert Ashworth", "committee1", 4, "Chief Financial Officer", "senior", "M01"),
    Line("F02", "袁淑芬", "yuan.shufen", 4, "Accounting Manager 会计经理", "manager", "F01"),
    Line("F03", "邓伟", "deng.wei", 4, "Accountant 会计", "staff", "F02"),
    Line("F04", "Julia Novak", "julia.novak", 4, "Accountant", "staff", "F02"),
    Line("F05", "许文静", "xu.wenjing", 4, "Accountant 会计", "staff", "F02"),
    Line("F06", "傅强", "fu.qiang", 4, "Treasury Analyst 资金分析师", "staff", "F02"),
    Line("F07", "Eleanor Whitfield", "auditor", 4, "Internal Auditor", "staff", "F01"),
    Line("F08", "曾凡", "zeng.fan", 4, "Cost Analyst 成本分析师", "staff", "F02"),
    Line("F09", "彭丽", "peng.li", 4, "Cashier 出纳", "staff", "F02"),

    Line("H01", "苏婉清", "su.wanqing", 5, "Head of Human Resources 人力资源总监", "senior", "M01"),
    Line("H02", "Anna Petrova", "hr", 5, "HR Performance Specialist", "staff", "H01"),
    Line("H03", "卢志远", "lu.zhiyuan", 5, "HR Performance Specialist 绩效专员", "staff", "H01"),
    Line("H04", "蒋欣", "jiang.xin", 5, "Recruiter 招聘专员", "staff", "H01"),
    Line("H05", "Peter Vance", "admin", 5, "HR Systems Administrator", "staff", "H01"),
    Line("H06", "蔡明", "cai.ming", 5, "Training Specialist 培训专员", "staff", "H01"),
    Line("H07", "Laura Bianchi", "laura.bianchi", 5, "Compensation Analyst", "staff", "H01"),
    Line("O12", "丁晨", "ding.chen", 3, "Service Agent 客服专员", "staff", "O03"),
    Line("E13", "魏然", "wei.ran", 2, "Engineer 工程师", "staff", "E02"),
    Line("S15", "薛凯", "xue.kai", 1, "Sales Trainee 销售培训生", "staff", "S03"),
    Line("M04", "Helen Frost", "helen.frost", 0, "Executive Secretary", "staff", "M01"),
];

/// number, role, department of a clerk
const ROLES: &[(&str, &str, Option<usize>)] = &[
    ("H02", "hr", None),
    ("H03", "hr", None),
    ("H05", "admin", None),
    ("F07", "auditor", None),
    ("F01", "committee", None),
    ("E01", "committee", None),
    ("O01", "committee", None),
    ("S14", "clerk", Some(1)),
    ("S14", "clerk", Some(4)),
    ("O11", "clerk", Some(3)),
    ("O11", "clerk", Some(2)),
];

/// Puts departments, people, roles and passwords into an empty database.
pub async fn settle(app: &App, password_hash: &str, now: OffsetDateTime) -> Result<()> {
    let mut change = app.change_at(None, now).await?;
    let names: Vec<String> = DEPARTMENTS.iter().map(|name| (*name).to_owned()).collect();
    sqlx::query!(
        "insert into departments (name) select unnest($1::text[])",
        &names
    )
    .execute(&mut *change)
    .await?;
    people(&mut change).await?;
    sqlx::query!(
        "insert into credentials (person_id, password_hash, changed_at, email) select id, $1, $2, email from people",
        password_hash,
        now
    )
    .execute(&mut *change)
    .await?;
    let column = |pick: fn(&(&str, &str, Option<usize>)) -> String| {
        ROLES.iter().map(pick).collect::<Vec<_>>()
    };
    let numbers = column(|row| row.0.to_owned());
    sqlx::query!(
        "insert into person_roles (person_id, role)
         select distinct p.id, r.role::role from unnest($1::text[], $2::text[]) r(number, role) join people p using (number)",
        &numbers,
        &column(|row| row.1.to_owned())
    )
    .execute(&mut *change)
    .await?;
    sqlx::query!(
        "insert into clerk_departments (person_id, department_id)
         select p.id, d.id from unnest($1::text[], $2::text[]) r(number, department)
         join people p using (number) join departments d on d.name = r.department",
        &numbers,
        &column(|row| row
            .2
            .map(|index| DEPARTMENTS[index].to_owned())
            .unwrap_or_default())
    )
    .execute(&mut *change)
    .await?;
    let roles = sqlx::query_scalar!("select distinct person_id from person_roles")
        .fetch_all(&mut *change)
        .await?;
    change
        .record_company(Event::DemoSettled {
            people: PEOPLE.len(),
            roles: &roles,
        })
        .await?;
    change.commit().await?;
    Ok(())
}

async fn people(tx: &mut PgConnection) -> Result<()> {
    let column = |pick: fn(&Line) -> &str| {
        PEOPLE
            .iter()
            .map(|line| pick(line).to_owned())
            .collect::<Vec<_>>()
    };
    let ids: Vec<Uuid> = PEOPLE.iter().map(|_| Uuid::new_v4()).collect();
    let superiors: Vec<Option<Uuid>> = PEOPLE
        .iter()
        .map(|line| {
            PEOPLE
                .iter()
                .position(|other| other.0 == line.6)
                .map(|index| ids[index])
        })
        .collect();
    sqlx::query!(
        "insert into people (id, number, name, email, department_id, position, level, superior_id, hired_on)
         select p.id, p.number, p.name, p.email || '@countersign.test', d.id, p.position, p.level::level, p.superior,
                date '2019-03-01' + (p.place * 37)::int
         from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::uuid[])
              with ordinality p(id, number, name, email, department, position, level, superior, place)
         join departments d on d.name = p.department",
        &ids,
        &column(|line| line.0),
        &column(|line| line.1),
        &column(|line| line.2),
        &column(|line| DEPARTMENTS[line.3]),
        &column(|line| line.4),
        &column(|line| line.5),
        &superiors as &[Option<Uuid>]
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        "insert into reporting_lines (person_id, superior_id, since, changed_at)
         select id, superior_id, hired_on, now() from people where superior_id is not null"
    )
    .execute(&mut *tx)
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn superiors_come_first_and_everybody_is_there_once() {
        for (index, line) in PEOPLE.iter().enumerate() {
            assert!(
                line.6.is_empty() || PEOPLE[..index].iter().any(|other| other.0 == line.6),
                "{}",
                line.0
            );
            for other in &PEOPLE[..index] {
                assert!(other.0 != line.0 && other.2 != line.2 && other.1 != line.1);
            }
        }
        assert_eq!(PEOPLE.iter().filter(|line| line.6.is_empty()).count(), 1);
        for (number, ..) in ROLES {
            assert!(PEOPLE.iter().any(|line| line.0 == *number));
        }
    }
}
