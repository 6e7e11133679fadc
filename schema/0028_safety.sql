-- What is not safe is found also where it is written otherwise: codes of recalls in whatever case and with blanks around them, safety words in the forms that graders use.

alter table grading.recall drop constraint recall_check1;
update grading.recall set value = upper(btrim(value));
alter table grading.recall add constraint recall_value check (value = upper(btrim(case kind when 'serial' then serial when 'lot' then lot when 'sku' then sku else product_id end)));
comment on column grading.recall.value is 'The narrowest code, in capitals, as it is looked for.';

insert into grading.default_safety_words (version, words)
select 2, array_agg(distinct word order by word)
  from (select unnest(words) as word from grading.default_safety_words where version = 1
         union all
        select unnest(array['acid', 'allergens', 'bare wire', 'bare wires', 'biohazard', 'blades', 'bleed', 'bleeds', 'bulge', 'bulged', 'bulges', 'burns', 'chemicals', 'choke', 'chokes',
                            'cockroach', 'cockroaches', 'contamination', 'droppings', 'electrocuted', 'excrement', 'explode', 'exploded', 'explodes', 'exposed wire', 'exposed wires', 'faeces', 'feces',
                            'hazardous', 'infested', 'knife', 'larvae', 'leak', 'leaked', 'leaks', 'live wire', 'maggot', 'mite', 'needles', 'overheat', 'overheated', 'poisonous', 'razor', 'recalls',
                            'scorch', 'shard', 'shards', 'shocks', 'smoked', 'smokes', 'sparked', 'sparking', 'strangulation', 'suffocation', 'swell', 'swells', 'syringes'])) w;

-- Second looks may be asked of the grades of certain people.
alter table grading.sampled drop constraint sampled_why_check;
alter table grading.sampled add constraint sampled_why_check check (why in ('base', 'new_grader', 'product_type', 'value', 'late', 'grader'));
