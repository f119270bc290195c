-- A large launch takes a while; a running cycle can rest, and is closed when everything in it is done.
-- In a file of its own: a new value may be used only after the transaction that adds it.
alter type cycle_status add value 'launching' after 'draft';
alter type cycle_status add value 'paused' after 'running';
alter type cycle_status add value 'closed' after 'paused';
