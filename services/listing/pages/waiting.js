// What waits for a lister, and why; and live offers that contradict themselves by now.
import { action, api, approve, el, empty, failed, field, form, grade, list, minor, money, plate, Problem, say, sheet, skeleton, time, words } from './kit/kit.js';

export const faults = (items) => el('ul', { class: 'faults' }, items.map((one) => el('li', {}, el('div', {}, one.detail), el('div', { class: 'small mend' }, one.mend))));

/** Below the floor a second person approves, here and now, for a reason; send(more) does it. */
export async function belowFloor({ merchant, subject, about, what, send }) {
        const reason = await new Promise((resolve) => {
                let given;
                const open = sheet('Below the floor', el('p', {}, about), form([field('reason', 'Why it is sold below the floor', { maxlength: 1000 })], 'Ask a second person', async (filled) => {
                        given = filled.reason;
                        open.close();
                }));
                open.node.addEventListener('close', () => resolve(given));
        });
        const approval = reason && await approve({ action: 'price_floor', merchant_id: merchant.merchant_id, subject, what: `${what}, below the floor: ${reason}.` });
        if (!approval) throw new Problem(0, { field: 'price', detail: 'Nobody approved it; nothing was changed.' });
        return send({ reason, approval });
}

/** By hand: a unit that waits, at a price or at what the rule says. */
export function offerUnit({ at, merchant, collections, refresh }, unit) {
        const open = sheet(unit ? `Offer ${unit.title || printed(unit)}` : 'Offer a unit', form([
                !unit && field('code', 'Plate', { hint: 'Scan or type it.' }),
                field('collection_id', 'Collection', { options: collections.map((c) => [c.collection_id, c.name]), value: unit?.collection_id || undefined }),
                field('price', `Price, ${merchant.currency}`, { required: false, inputmode: 'decimal',
                        hint: unit?.price ? `Empty: ${money(unit.price)}, by rule.` : 'Empty: what was planned for it, or by the collection’s rule.' }),
        ], 'Offer it', async ({ code, collection_id, price }) => {
                const found = unit || (await api('POST', '/intake/v1/scans', { code })).unit, amount = price && minor(price, merchant.currency);
                if (!found) throw new Problem(0, { field: 'code', detail: 'This is no unit’s plate.' });
                if (price && !amount) throw new Problem(0, { field: 'price', detail: 'Write an amount such as 10.00.' });
                const offer = { unit_id: found.unit_id, collection_id, price: amount ? { amount, currency: merchant.currency } : undefined };
                try {
                        await api('POST', `${at}/listings`, offer);
                } catch (error) {
                        if (error.code !== 'price-floor') throw error;
                        const send = (more) => api('POST', `${at}/listings`, { ...offer, ...more });
                        await belowFloor({ merchant, subject: offer.unit_id, about: error.message, what: `Offer it at ${money(offer.price)}`, send });
                }
                open.close();
                await refresh();
                say('Offered.', 'good');
        }));
}

const printed = (unit) => unit.lpn;

function contradictions({ at }) {
        const node = el('div', {}, skeleton());
        const load = async () => {
                try {
                        const { items } = await api('GET', `${at}/contradictions?limit=50`);
                        const one = ({ found_at, listing }) => el('section', { class: 'stack' }, el('div', { class: 'row between' },
                                el('div', {}, el('strong', {}, listing.title), ' ', plate(listing.lpn)), el('span', { class: 'small muted' }, 'found ', time(found_at))),
                        faults(listing.contradictions), el('hr'));
                        node.replaceChildren(...(items.length ? items.map(one) : [empty('Every live offer agrees with what is known of its unit, its terms and its price.')]));
                } catch (error) {
                        if (!(error instanceof Problem)) throw error;
                        node.replaceChildren(failed(error, load));
                }
        };
        node.refresh = load;
        return node;
}

export function waitingView(about) {
        const { at, may, collections } = about, found = contradictions(about);
        const waits = list({ path: `${at}/waiting`, empty: 'Nothing waits. Graded units that are to be resold are offered by themselves.', columns: [
                ['Unit', (w) => el('div', {}, el('div', {}, w.title || 'Without a title'), el('div', { class: 'small muted' }, plate(w.lpn)))], ['Grade', (w) => grade(w.grade)],
                ['Condition', (w) => words(w.condition)], ['Price', (w) => money(w.price), 'number'], ['Why it waits', (w) => faults(w.reasons)], ['Since', (w) => time(w.since)],
                ['Actions', (w) => may('lister', 'supervisor') && collections.length > 0 && action('Offer', async () => offerUnit(about, w))],
        ] });
        const node = el('div', { class: 'stack' },
                el('section', { class: 'panel' }, el('div', { class: 'row between' }, el('h2', {}, 'Waiting to be offered'),
                        may('lister', 'supervisor') && collections.length > 0 && action('Offer a unit', async () => offerUnit(about))), waits),
                el('section', { class: 'panel' }, el('h2', {}, 'Live, and contradicting themselves'), found));
        node.load = () => Promise.all([waits.refresh(), found.refresh()]);
        return node;
}
