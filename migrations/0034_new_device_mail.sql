-- no-transaction
alter type account_mail add value 'new_device';
