// The programme of a collection: its names, look and terms, with a preview as a shopper sees it.
import { action, api, check, el, field, form, icon, minor, money, Problem, say, sheet } from './kit/kit.js';
import { contrast, isColour, readable } from './contrast.js';
import { readStorefront, saveStorefront, storefrontFields } from './storefront.js';

const usual = { background: '#ffffff', text: '#1d211f', accent: '#1f5c45' };
const least = { text: 4.5, accent: 3 };

/* --- colours --- */

function colourField(name, label, value, changed) {
        const typed = field(name, label, { value, pattern: '#[0-9a-f]{6}', title: 'Write a colour such as #1f5c45.', maxlength: 7, spellcheck: 'false' }), input = typed.querySelector('input');
        const well = el('input', { type: 'color', value, 'aria-label': `${label}, chosen`, oninput: () => { input.value = well.value; changed(); } });
        const ratio = el('p', { class: 'ratio', role: 'status' });
        input.addEventListener('input', () => { input.value = input.value.toLowerCase(); if (isColour(input.value)) well.value = input.value; changed(); });
        const pair = el('div', { class: 'colour' });
        input.replaceWith(pair);
        pair.append(well, input);
        typed.append(ratio);
        return { node: typed, input, well, ratio };
}

function tell(part, ground, name, changed) {
        const ratio = contrast(part.input.value, ground), enough = ratio >= least[name];
        part.ratio.className = `ratio ${enough ? 'good' : 'stop'}`;
        part.ratio.replaceChildren(icon(enough ? 'good' : 'stop'), el('span', {}, `${ratio.toFixed(2)}:1, needs ${least[name]}:1`));
        if (enough) return;
        part.ratio.append(action('Make it readable', async () => {
                part.input.value = part.well.value = readable(part.input.value, ground, least[name]);
                changed();
        }));
}

/* --- the preview --- */

function preview(collection, currency) {
        const logo = el('div', {}), name = el('strong', {}), about = el('p', {}), terms = el('p', { class: 'terms' }), link = el('u', {});
        const good = (amount) => el('div', { class: 'good' }, el('i'), el('span', {}, 'A piece of this collection'), el('strong', {}, money({ amount, currency })));
        const shop = el('div', { class: 'shop', 'aria-label': 'Preview', role: 'img' }, logo, name, about, el('div', { class: 'goods' }, good(8400), good(6200)), terms, link);
        const node = el('div', { class: 'preview' }, el('h3', {}, 'As a shopper sees it'), shop);
        node.show = ({ colours, form: given, logo: picture }) => {
                shop.style.setProperty('background', colours.background);
                shop.style.setProperty('color', colours.text);
                link.style.setProperty('color', colours.accent);
                logo.replaceChildren(...(picture ? [el('img', { src: picture, alt: '' })] : []));
                logo.hidden = !picture;
                name.textContent = given.name || collection.name;
                link.textContent = given.navigation_label || collection.navigation_label;
                about.textContent = given.description || '';
                about.hidden = !given.description;
                terms.textContent = collection.policy ? sentence(collection.policy) : 'No return terms yet: give it a policy.';
        };
        return node;
}

export const sentence = (p) => p.final_sale ? 'Final sale: it cannot be returned.' : `It can be returned for ${p.return_days} days.`;

/* --- names and look --- */

async function sendLogo(at, collection, file) {
        const answer = await fetch(`${at}/collections/${collection.collection_id}/logo`, { method: 'PUT', body: file, headers: { 'Content-Type': file.type || 'application/octet-stream' } });
        const body = await answer.json();
        if (!answer.ok) throw new Problem(answer.status, { ...body, field: 'logo' });
}

export async function editProgramme({ at, merchant, collection, refresh }) {
        const { storefront, offer } = await readStorefront(at, collection), store = storefrontFields(storefront, offer);
        const look = collection.look || { ...usual, logo: null }, shown = preview(collection, merchant.currency), parts = {};
        let node, chosen = look.logo?.url;
        const changed = () => {
                const ground = isColour(parts.background.input.value) ? parts.background.input.value : usual.background;
                for (const name of ['text', 'accent']) if (isColour(parts[name].input.value)) tell(parts[name], ground, name, changed);
                const colours = Object.fromEntries(['background', 'text', 'accent'].map((name) => [name, isColour(parts[name].input.value) ? parts[name].input.value : usual[name]]));
                shown.show({ colours, logo: chosen, form: Object.fromEntries(['name', 'navigation_label', 'description'].map((one) => [one, node?.elements[one].value ?? collection[one]])) });
        };
        for (const [name, label] of [['background', 'Background'], ['text', 'Text'], ['accent', 'Accent']]) parts[name] = colourField(name, label, look[name], changed);
        const file = field('logo', 'Logo', { type: 'file', accept: 'image/png,image/jpeg', required: false, hint: 'PNG or JPEG, up to 512 KB.' });
        file.querySelector('input').addEventListener('change', ({ target }) => {
                const reader = new FileReader();
                reader.addEventListener('load', () => { chosen = reader.result; changed(); });
                if (target.files[0]) reader.readAsDataURL(target.files[0]);
        });
        node = form([
                field('name', 'Name', { value: collection.name, maxlength: 200 }), field('navigation_label', 'In the site’s navigation', { value: collection.navigation_label, maxlength: 60 }),
                field('description', 'Description', { area: true, required: false, value: collection.description || '', maxlength: 5000 }),
                el('h3', {}, 'Look'), el('div', { class: 'pair' }, Object.values(parts).map((part) => part.node)), file,
                look.logo && check('drop_logo', 'Take the logo away'), store.parts,
        ], 'Save the programme', async ({ background, text, accent, logo, drop_logo, name, navigation_label, description = '' }, filled) => {
                await saveStorefront(at, collection, store.read());
                await api('PUT', `${at}/collections/${collection.collection_id}/look`, { background, text, accent });
                if (drop_logo) await api('DELETE', `${at}/collections/${collection.collection_id}/logo`);
                else if (logo) await sendLogo(at, collection, filled.elements.logo.files[0]);
                await api('PATCH', `${at}/collections/${collection.collection_id}`, { name, navigation_label, description });
                open.close();
                await refresh();
                say('The programme is saved.', 'good');
        });
        node.addEventListener('input', changed);
        const open = sheet(`Programme of ${collection.name}`, el('div', { class: 'editor' }, node, shown));
        changed();
}

/* --- terms: a version never changes --- */

/** "A 70, B 55, * 30" in percent is { A: 7000, B: 5500, '*': 3000 } in basis points. */
function sharesOf(text) {
        const shares = {};
        for (const part of text.split(',')) {
                const [, letter, percent] = /^\s*(\S+)\s+(\d+(?:\.\d{1,2})?)\s*%?\s*$/.exec(part) || [];
                if (!letter) throw new Problem(0, { field: 'price_shares', detail: 'Write each grade and its percent, such as A 70, B 55, * 30.' });
                shares[letter] = Math.round(Number(percent) * 100);
        }
        return shares;
}
export const inWords = (shares) => Object.entries(shares).sort(([a], [b]) => (a === '*') - (b === '*') || a.localeCompare(b)).map(([letter, points]) => `${letter} ${points / 100}`).join(', ');
const plain = (amount, currency) => amount ? money({ amount, currency }).replace(/[^0-9.]/g, '') : '';

function amountOf(text, currency) {
        const amount = text ? minor(text, currency) : 0;
        if (amount === undefined) throw new Problem(0, { field: 'min_price', detail: 'Write an amount such as 10.00.' });
        return amount;
}

function ruleRow(rule = {}) {
        const node = el('div', { class: 'rule' },
                field('rule_of', 'Terms of', { options: [['product_type', 'A product type'], ['grade', 'A grade']], value: rule.grade ? 'grade' : 'product_type' }),
                field('rule_value', 'Which one', { value: rule.grade || rule.product_type || '' }),
                field('rule_days', 'Days to return', { as: 'number', value: String(rule.final_sale ? 0 : rule.return_days ?? 14), hint: '0: final sale' }),
                action('Remove', async () => node.remove()));
        node.read = () => {
                const [of, value, days] = [...node.querySelectorAll('input, select')].map((input) => input.value.trim());
                return { [of]: value, return_days: Number(days), final_sale: Number(days) === 0 };
        };
        return node;
}

export function newPolicy({ at, merchant, collection, refresh }) {
        const p = collection.policy || {}, rules = el('div', { class: 'stack' }, (p.rules || []).map(ruleRow));
        const open = sheet(`New policy of ${collection.name}`, form([
                el('p', { class: 'muted' }, 'It holds for what is offered from now on. What is sold keeps the terms it was sold with.'),
                field('return_days', 'Days to return', { as: 'number', value: String(p.return_days ?? 30) }), check('final_sale', 'Final sale: nothing can be returned', p.final_sale),
                el('h3', {}, 'Other terms for some'), el('p', { class: 'small muted' }, 'Those of a grade go before those of a product type; a single offer can have its own.'), rules,
                el('div', {}, action('Add terms', async () => { rules.append(ruleRow()); rules.lastChild.querySelector('select').focus(); })),
                field('final_sale_tag', 'Tag of final sales in the shop', { required: false, value: p.final_sale_tag || '', maxlength: 60,
                        hint: 'A final sale is offered only while its product has this tag in Shopify.' }),
                el('h3', {}, 'Offers'),
                field('price_shares', 'Price by grade', { value: inWords(p.price_shares || { A: 7000, B: 5500, C: 3500 }), hint: 'Percent of the price new, such as A 70, B 55, * 30.' }),
                field('min_price', `Lowest price, ${merchant.currency}`, { required: false, value: plain(p.min_price, merchant.currency), inputmode: 'decimal' }),
                field('photo_grades', 'Grades that need a photo of the piece', { as: 'list', required: false, value: (p.photo_grades || []).join(', '), hint: 'Such as B, C; * for all.' }),
                field('warranty', 'Warranty', { required: false, value: p.warranty || '', hint: 'As a shopper reads it.' }),
                check('auto_publish', 'Offer graded units by themselves', p.auto_publish ?? true), check('pool', 'Show identical pieces as one offer', p.pool),
        ], 'Save policy', async ({ price_shares, min_price, rule_of, rule_value, rule_days, ...given }) => {
                await api('POST', `${at}/collections/${collection.collection_id}/policies`, { ...given, rules: [...rules.children].map((row) => row.read()), photo_grades: given.photo_grades || [],
                        price_shares: sharesOf(price_shares), min_price: amountOf(min_price, merchant.currency) });
                open.close();
                await refresh();
                say('The new policy holds.', 'good');
        }));
}
