// A merchant's collections: what each is, where it stands, and what can be done with it.
import { action, api, el, empty, field, form, money, say, sheet, state } from './kit/kit.js';
import { editProgramme, inWords, newPolicy, sentence } from './programme.js';

const next = { draft: ['preview', 'Preview it'], preview: ['live', 'Go live'], live: ['paused', 'Pause'], paused: ['live', 'Go live'] };
const told = {
        preview: (c) => `${c.name} can be looked at by staff and by the merchant’s keys; shoppers see nothing of it.`,
        live: (c) => `${c.name} is live. Graded units that are to be resold are offered in it by themselves.`,
        paused: (c) => `${c.name} is paused: shoppers see nothing of it.`,
};

function addCollection({ at, refresh }) {
        const open = sheet('Add a collection', form([
                field('handle', 'Handle', { hint: 'Lower-case letters, digits and dashes; it stands in addresses.', pattern: '[a-z0-9][a-z0-9\\-]*', maxlength: 63,
                        title: 'Use lower-case letters, digits and dashes.' }),
                field('name', 'Name', { maxlength: 200 }), field('navigation_label', 'In the site’s navigation', { maxlength: 60 }),
                field('description', 'Description', { area: true, required: false, maxlength: 5000 }),
        ], 'Add collection', async (given) => {
                await api('POST', `${at}/collections`, given);
                open.close();
                await refresh();
                say('Added. Give it a policy, then it can go live.', 'good');
        }));
}

async function move(c, { at, refresh }, to) {
        await api('PATCH', `${at}/collections/${c.collection_id}`, { state: to });
        await refresh();
        say(told[to](c), 'good');
}

function swatches(look) {
        const row = el('div', { class: 'swatches', 'aria-hidden': 'true' });
        for (const name of ['background', 'text', 'accent']) {
                const one = el('span', { class: 'swatch' });
                one.style.setProperty('background', look[name]);
                row.append(one);
        }
        return row;
}

const ruleText = (rule) => `${rule.grade ? `grade ${rule.grade}` : rule.product_type}: ${rule.final_sale ? 'final sale' : `${rule.return_days} days`}`;

function terms(c) {
        const p = c.policy;
        if (!p) return el('p', { class: 'muted' }, 'No policy yet.');
        const said = [`Version ${p.version}`, `${inWords(p.price_shares)} % of new`, p.min_price && `from ${money({ amount: p.min_price, currency: c.currency })}`,
                p.photo_grades.length && `photo for ${p.photo_grades.join(', ')}`, p.pool && 'pools', p.auto_publish ? 'offers by itself' : 'offered by hand'];
        return el('div', { class: 'small' }, el('p', {}, sentence(p), p.rules.length ? ` Others: ${p.rules.map(ruleText).join('; ')}.` : ''),
                el('p', { class: 'muted' }, said.filter(Boolean).join(' · ')));
}

function card(c, about) {
        const [to, label] = next[c.state], may = about.may('lister', 'supervisor'), ready = c.policy || to === 'preview';
        const head = el('div', { class: 'row between' }, el('h3', {}, c.name), el('div', { class: 'row' }, c.look && swatches(c.look), state(c.state)));
        const links = el('p', { class: 'small muted' }, `${c.navigation_label} · `, el('a', { href: `/shop/${c.handle}` }, c.handle), ' · ',
                el('a', { href: `/listing/v1/collections/${c.handle}/listings` }, 'as pulled'));
        const actions = may && el('div', { class: 'row' }, ready && action(label, () => move(c, about, to), c.state === 'live' ? 'quiet' : ''),
                c.state === 'draft' && c.policy && action('Go live', () => move(c, about, 'live')), action('New policy', async () => newPolicy({ ...about, collection: c })),
                action('Programme', () => editProgramme({ ...about, collection: c })));
        return el('article', { class: 'collection' }, head, links, terms(c), actions);
}

export function collectionsView(about) {
        const add = about.may('lister', 'supervisor') && action('Add collection', async () => addCollection(about), about.collections.length ? 'quiet' : '');
        return el('section', { class: 'panel' }, el('div', { class: 'row between' }, el('h2', {}, 'Collections'), about.collections.length > 0 && add),
                about.collections.length ? el('div', { class: 'collections' }, about.collections.map((c) => card(c, about)))
                : empty('No collection yet. A collection is the merchant’s branded resale programme on its own site.', add));
}
