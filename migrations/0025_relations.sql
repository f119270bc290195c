-- Two more relations to an appraisal, and the paper of a further superior. A value of an enum can be
-- used only once it is committed, so that they stand in a file of their own.
alter type relation add value 'co_superior';
alter type relation add value 'colleague';
alter type paper_kind add value 'part';
