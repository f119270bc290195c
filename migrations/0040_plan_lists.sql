-- The ledgers of plan items and parked points are read by day, a page at a time.
create index plan_items_listed on plan_items (due_on, id) where status not in ('draft', 'dropped');
create index parked_points_listed on parked_points (due_on, id);
