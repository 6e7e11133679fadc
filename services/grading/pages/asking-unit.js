// One unit from its first question to its grade: which card comes next, what is kept, what is sent.
import { api, keep, printed, recall, send } from './kit/kit.js';
import { cleanCard, measureCard, questionCard, refusedCard, sealedCard } from './question.js';
import { at } from './result.js';
import { reviewCard } from './review.js';
import { bodyOf, flawsIn, leftIn, missingIn, nextIn, wasCleaned } from './trail.js';

const often = 60000;   /* ms: a lease is ten minutes long */

const nameOf = (unit) => `answers ${unit.unit_id}`;

/** What was answered before, unless the unit has moved on since. */
async function draftOf(unit) {
        const kept = (await recall(nameOf(unit)))?.value;
        return kept?.opened === unit.changed_at ? kept : { trail: [], seen: {}, opened: unit.changed_at };
}

/** Answers say that this person is still at it; told once when somebody else has taken it over. Without the server nothing is lost by it. */
function leaseOf(unit, desk) {
        let last = Date.now(), told = false;
        return async () => {
                if (told || Date.now() - last < often) return;
                last = Date.now();
                const { lease } = await api('PUT', `${at(unit)}/lease`).catch(() => ({}));
                told = Boolean(lease) && !lease.yours;
                if (told) desk.tell({ kind: 'attention', word: 'Taken over', plate: unit.lpn, text: `${lease.name || 'A colleague'} has it open now. Whoever grades it first gives the grade.` });
        };
}

/**
 * place: where the cards go. found: the bench's answer. shots(): the photos there are; takePhoto(shot). told(answer) is given the grade or the hold; undefined: it follows.
 * The result: keys() of the card shown, refresh() when photos have changed, answered(): how many steps were taken, ended(): it is sent.
 */
export async function askUnit(unit, found, { place, shots, takePhoto, told, desk }) {
        const { rubric, rubric_id, bench } = found, draft = await draftOf(unit);
        let shown = { keys: new Map() }, sent = false, looked = !bench.sealed || draft.trail.length > 0;

        const goesOn = leaseOf(unit, desk);
        const save = () => { goesOn(); return keep(nameOf(unit), draft); };
        const put = (made) => {
                shown = made;
                place.replaceChildren(made.node);
                made.focus.focus({ preventScroll: true });
        };
        const post = async (body) => {
                if (sent) return;
                sent = true;
                shown = { keys: new Map() };
                place.querySelectorAll('button').forEach((button) => { button.disabled = true; });
                try {
                        const made = await send('POST', `${at(unit)}/grades`, { ...body, rubric_id }, { what: `Grade ${printed(unit.lpn)}, ${unit.title || 'a unit'}`,
                                about: { lpn: unit.lpn, title: unit.title }, keep: true });
                        await keep(nameOf(unit), {});
                        desk.undo();
                        await told(made);
                } catch (problem) {
                        sent = false;
                        put(refusedCard(problem, { again: () => post(body), back }));
                }
        };
        const add = (step) => { draft.trail.push(step); save(); show(); };
        const back = () => {
                if (draft.trail.length) draft.trail.pop();
                else looked = false;
                save();
                show();
        };
        const given = (question) => (step, answer) => {
                const { answers, opened } = bodyOf(rubric, draft);
                if (answer.hold) return post({ answers: [...answers, step], opened });
                const stays = () => answer.measured ? put(measureCard({ question, answer, step }, { given: add, back: show })) : add(step);   /* what comes off is not measured */
                if (!answer.clean || wasCleaned(draft.trail, question.code)) return stays();
                return put(cleanCard({ question, answer }, { back: show, stays, again: () => add({ ...step, cleaned: true }) }));
        };
        const missing = () => missingIn(rubric, draft.trail, shots().photos.map(({ shot }) => shot)).photos;
        const askSealed = () => sealedCard({ photoMissing: bench.seal_photo && !shots().photos.some(({ shot }) => shot === 'Seal') }, {
                photo: () => takePhoto('Seal'), sealed: () => post({ sealed: true, answers: [], opened: draft.opened }), open: () => { looked = true; show(); } });

        function show() {
                const question = nextIn(rubric, draft.trail), may = draft.trail.length || (bench.sealed && looked), flaws = flawsIn(rubric, draft.trail);
                desk.undo(may && 'the last answer', back);
                if (!looked) return put(askSealed());
                if (question) return put(questionCard({ question, left: leftIn(rubric, draft.trail), trail: draft.trail }, {
                        given: given(question), back: may ? back : undefined, skip: () => add({ question: question.code, skipped: true }) }));
                if (!flaws.length) return post(bodyOf(rubric, draft));
                return put(reviewCard({ rubric, unit, trail: draft.trail, seen: draft.seen, flaws, missing },
                        { shots, take: takePhoto, back, changed: save, send: () => post(bodyOf(rubric, draft)) }));
        }
        show();
        return { keys: () => shown.keys, refresh: () => { if (!looked && !sent) put(askSealed()); else shown.refresh?.(); }, answered: () => draft.trail.length, ended: () => sent };
}
