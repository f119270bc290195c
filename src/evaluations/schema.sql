-- How a result came about stays, without the words that stand beside a score given by hand.
create function refuse_change_of_result() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
        if current_setting('countersign.removes', true) = 'on'
            and (new.appraisal_id, new.no, new.made_at, new.body - 'lines')
                is not distinct from (old.appraisal_id, old.no, old.made_at, old.body - 'lines') then
            return new;
        end if;
    end if;
    raise exception '% is append-only', tg_table_name;
end $$;

create trigger results_append_only before update or delete on results
    for each row execute function refuse_change_of_result();
