// A second look: units that are graded again by somebody who does not know the first grade.
import { action, api, attempt, el, facts, list, page, plate, Problem, state, station, time } from './kit/kit.js';
import { answering } from './answering.js';
import { seenPhotos } from './seen-photos.js';

let desk, thing, queue, another;

const at = (review) => `/grading/v1/merchants/${review.merchant_id}/reviews/${review.review_id}`;
const where = ({ bin, tote }) => bin ? `Bin ${bin}` : tote ? `Tote ${tote}` : 'Nobody has said where it is';

async function leave(word, text, review, more = { kind: 'good' }) {
        thing.replaceChildren();
        another.hidden = false;
        desk.tell({ ...more, word, plate: review.lpn, text });
        await queue.refresh();
        desk.focus();
}

const giveBack = (review, reason, word, text) => async () => {
        await api('POST', `${at(review)}/give-back`, { reason });
        await leave(word, text, review);
};

const ways = (review) => el('div', { class: 'row' }, action('Not now', giveBack(review, 'later', 'Given back', 'It waits for whoever has time.')),
        action('I cannot find it', giveBack(review, 'not_found', 'Noted', 'A supervisor sees that it was not found.')),
        action('It is not as it was', giveBack(review, 'changed', 'Noted', 'It was changed since its first grade, so that two looks cannot be compared.')));

function panel({ review, rubric }, inHand) {
        const form = inHand && answering(rubric, 'Done', async (answers) => {
                const { hold } = await api('POST', `${at(review)}/answers`, { answers });
                if (hold) await leave('On hold', `Set it aside. ${hold.reason}`, review, { kind: 'attention', sound: 'wrong-place' });
                else await leave('Thank you', `Put it back: ${where(review)}.`, review);
        });
        return el('section', { class: 'panel', 'aria-label': 'Unit' }, el('h2', {}, review.title || 'Unit'),
                facts(['Plate', plate(review.lpn)], ['Where', where(review)], ['SKU', review.sku], ['Product type', review.product_type]),
                seenPhotos(review), form || el('p', { class: 'fetch' }, 'Fetch it, then scan its plate.'), ways(review));
}

async function take(review, inHand) {
        const taken = await api('POST', `${at(review)}/take`);
        thing.replaceChildren(panel(taken, inHand));
        another.hidden = true;
        desk.tell(inHand ? { word: 'Answer each question as you see it.', plate: review.lpn, text: review.title }
                : { word: 'Fetch this unit', plate: review.lpn, text: `${where(taken.review)}. Scan its plate when you have it.` });
        scrollTo(0, 0);
        if (inHand) thing.querySelector('input')?.focus();
        await queue.refresh();
}

async function scan(code) {
        const [review] = (await api('GET', `/grading/v1/reviews?plate=${encodeURIComponent(code)}`)).items;
        if (!review) throw new Problem(0, { title: 'No second look at this unit waits for you.' });
        await take(review, true);
}

/** The most urgent that nobody was quicker to take. */
async function next() {
        for (const review of (await api('GET', '/grading/v1/reviews?limit=10')).items) {
                try {
                        return await take(review, false);
                } catch (error) {
                        if (error.code !== 'review-state') throw error;
                }
        }
        return desk.tell({ word: 'Nothing waits', text: 'No unit waits for a second look by you.' });
}

const lead = 'Some units are graded twice, so that grades can be relied on. You do not see the first grade. Yours changes nothing about the unit, but what is not safe goes on hold.';

await page({ place: 'bench', title: 'Second look', lead },
        async ({ main, tools }) => {
                tools.append(el('a', { class: 'button quiet', href: '/grading/' }, 'Bench'));
                desk = station({ label: 'Scan a plate', prompt: 'Scan the plate of a unit, or take the next one.', onscan: scan });
                thing = el('div', {});
                another = el('div', { class: 'row' }, action('Take the next one', next, 'large'));
                queue = list({ path: '/grading/v1/reviews', empty: 'No unit waits for a second look by you. Units appear here on their own.', columns: [
                        ['Unit', (r) => r.title], ['Plate', (r) => plate(r.lpn)], ['Where', where], ['Type', (r) => r.product_type],
                        ['Until', (r) => r.taken_until ? state('attention', 'In your hands') : time(r.due_at)],
                        ['Actions', (r) => action('Take', () => take(r, false))],
                ] });
                main.append(desk.node, another, thing, el('section', { class: 'panel' }, el('h2', {}, 'Waiting'), queue));
                desk.focus();
                await queue.refresh();
                const asked = new URLSearchParams(location.search).get('scan');
                if (asked) await attempt(() => scan(asked), (problem) => desk.tell({ kind: 'stop', word: 'Not taken', text: problem.message }));
        });
