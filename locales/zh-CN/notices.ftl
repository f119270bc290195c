notice_saved = 已保存。
notice_already_done = 此操作已经完成，没有新的改动。
notice_signed_out = 您已退出登录。
notice_signed_out_everywhere = 您已在所有设备上退出登录。
notice_password_set = 密码已设置，请用新密码登录。
notice_self_submitted = 自评已提交，接下来由上级评价。
notice_returned = 已附理由退回。
