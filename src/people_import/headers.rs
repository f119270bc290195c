//! The headers by which systems and people name what a column holds, surest first, as
//! `mapping::plain` writes them: letters and digits only, lower case.

use super::field::Field;

pub(super) fn of(field: Field) -> impl Iterator<Item = &'static str> {
    words(field).split_whitespace()
}

const fn words(field: Field) -> &'static str {
    match field {
        Field::Number => {
            "emplno employeenumber employeeno employeeid empid empno staffid staffno staffnumber \
             personnelnumber personnelno payrollnumber workerid personid 工号 员工工号 职工工号 \
             员工编号 职工编号 员工号 职工号 人员编号 人员编码 员工编码 员工id number no 编号 id"
        }
        Field::FullName => {
            "fullname employeename displayname staffname workername 姓名 员工姓名 职工姓名 \
             中文姓名 人员姓名 name employee 员工 名称"
        }
        Field::FirstName => "firstname givenname givennames forename first 名字 名",
        Field::MiddleName => "middlename middleinitial middle mi 中间名",
        Field::LastName => "lastname surname familyname last 姓氏 姓",
        Field::Email => {
            "workemail companyemail businessemail email emailaddress mail 工作邮箱 公司邮箱 \
             企业邮箱 邮箱 电子邮箱 电子邮件 邮箱地址 邮件"
        }
        Field::Department => {
            "department departmentname dept deptname orgunit organisationalunit \
             organizationalunit businessunit subunit 部门 部门名称 所属部门 所在部门 一级部门 \
             组织 所属组织 team division unit"
        }
        Field::Position => {
            "jobtitle position positiontitle positionname jobname 职位 岗位 岗位名称 职位名称 \
             职务 role job title"
        }
        Field::Level => {
            "level joblevel grade jobgrade employeelevel 职级 级别 岗位级别 职位级别 层级 \
             人员层级 职等"
        }
        Field::Superior => {
            "superior directsuperior supervisor directsupervisor linemanager directmanager \
             reportsto reportingto manager boss 直接上级 上级 直属上级 直接主管 直属主管 汇报对象 \
             汇报人 上级主管 直接领导 直属领导"
        }
        Field::SuperiorNumber => {
            "superiornumber superiorno superiorid supervisornumber supervisorno supervisorid \
             managernumber managerno managerid manageremployeeid linemanagerid reportstoid \
             直接上级工号 上级工号 直属上级工号 直接主管工号 主管工号 上级编号 直接上级编号 \
             汇报对象工号 直接领导工号"
        }
        Field::SuperiorName => {
            "superiorname supervisorname managername linemanagername reportstoname 直接上级姓名 \
             上级姓名 直属上级姓名 直接主管姓名 主管姓名 汇报对象姓名 直接领导姓名"
        }
        Field::SuperiorEmail => {
            "superioremail supervisoremail manageremail linemanageremail reportstoemail \
             直接上级邮箱 上级邮箱 直属上级邮箱 直接主管邮箱 主管邮箱 汇报对象邮箱"
        }
        Field::HiredOn => {
            "hiredate dateofhire doh hiredon startdate datejoined joindate joiningdate \
             dateofjoining doj joineddate employmentdate 入职日期 入职时间 入司日期 入司时间 \
             到岗日期 参加工作日期"
        }
        Field::Status => {
            "active isactive status employmentstatus employeestatus workstatus 在职状态 员工状态 \
             人员状态 是否在职 在职 状态"
        }
        Field::Left => "left leaver leave terminated inactive 是否离职 离职 已离职",
        Field::LeftOn => {
            "lefton leavedate leavingdate terminationdate lastday lastworkingday enddate 离职日期 \
             离职时间 最后工作日"
        }
    }
}
