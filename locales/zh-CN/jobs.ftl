# 后台任务。
job_any = 后台任务
job_cycle_launch = 正在启动考核周期
job_people_import = 正在读取或导入花名册
job_of = 已完成 { $done } / { $total }
job_begins = 即将开始
job_done = 已完成
job_going = 您可以离开此页，任务会继续执行，服务器重启后也会接着进行。
job_failed = 多次尝试后仍未完成，已完成的部分均已保留。请重试；如再次中断，请联系系统管理员。
job_again = 重试
job_leave = 让它继续，返回
job_on = 继续
