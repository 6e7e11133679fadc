-- By relevance nothing is said when more than 5,000 are found. What the planner expects to be more is no longer collected first: a word that 7,000 of a shelf have cost reading 5,001 of them.
do $$
begin
        execute replace(pg_get_functiondef('listing.find_editions'::regproc), 'listing.expected(looked) > 10000', 'listing.expected(looked) > 5000');
end $$;
