// Calibration units: a supervisor sets the right answers, and graders meet the unit as a second look like any other.
import { action, api, ask, checks, el, field, form, grade, list, plate, Problem, say, sheet, state, table, time } from './kit/kit.js';
import { answering } from './answering.js';
import { grades } from './quality-policy.js';

const who = (person) => person.name || 'Somebody who has left';

async function answersOf(at, unit, made, done) {
        const { rubric } = await api('GET', `${at}/units/${unit.unit_id}`);
        made.show(el('p', {}, unit.title, ' ', plate(unit.lpn)), answering(rubric, 'Set as known', async (answers, { note }) => {
                await api('POST', `${at}/calibrations`, { unit_id: unit.unit_id, answers, note });
                made.close();
                say('Set. Put the unit on hold, so that it is not sold, and seed it.', 'good');
                await done();
        }, [field('note', 'Note', { required: false })]));
}

function add(at, merchant, done) {
        const made = sheet('A calibration unit', form([field('code', 'Plate', { hint: 'Of a unit that is graded or on hold. Scan or type it.' })], 'Answer its questions', async ({ code }) => {
                const found = await api('POST', '/intake/v1/scans', { code });
                if (found.kind !== 'unit' || found.unit.merchant_id !== merchant.merchant_id) throw new Problem(0, { field: 'code', detail: `That is no plate of ${merchant.name}.` });
                await answersOf(at, found.unit, made, done);
        }));
}

async function seed(at, one, done) {
        const people = (await api('GET', '/intake/v1/people')).items.filter(grades);
        const made = sheet('Seed into second looks', el('p', { class: 'muted' }, 'Each grader meets it once, among other second looks. Nothing tells it apart. Who knows the unit is left out.'),
                form([checks('graders', 'Whom', people.map(({ staff_id: id, name }) => [id, name]))], 'Seed', async (given) => {
                        const { seeded } = await api('POST', `${at}/calibrations/${one.calibration_id}/seed`, given);
                        made.close();
                        if (seeded) say(`${seeded} second ${seeded === 1 ? 'look' : 'looks'} made.`, 'good');
                        else say('None was made: whoever was chosen knows the unit or has it already.', 'attention');
                        await done();
                }));
}

const retire = (at, one, done) => ask('Retire this unit?', 'Second looks at it that wait are closed. What was answered stays in the figures.', 'Retire', async () => {
        await api('POST', `${at}/calibrations/${one.calibration_id}/retire`);
        await done();
});

export const results = (calibration) => calibration.length ? table([
        ['Grader', (r) => who(r.grader)], ['Question', (r) => r.question || 'The grade'], ['As known', (r) => `${r.right} of ${r.n}`, 'number']], calibration,
{ caption: 'Answers about calibration units' }) : '';

export function calibrations(at, merchant, result) {
        const node = list({ path: `${at}/calibrations`, empty: 'No calibration unit yet. Choose a unit whose grade is beyond doubt.', columns: [
                ['Unit', (c) => c.title], ['Plate', (c) => plate(c.lpn)], ['Grade', (c) => grade(c.grade)], ['Waiting', (c) => c.waiting, 'number'], ['Done', (c) => c.done, 'number'],
                ['Set', (c) => time(c.set_at)], ['State', (c) => c.retired_at ? 'Retired' : state(c.unit_state)],
                ['Actions', (c) => !c.retired_at && el('div', { class: 'row' }, action('Seed', () => seed(at, c, node.refresh)), action('Retire', async () => retire(at, c, node.refresh)))],
        ] });
        return [el('section', { class: 'panel', 'aria-label': 'Calibration' }, el('div', { class: 'row between' }, el('h2', {}, 'Calibration'),
                action('Set a unit', async () => add(at, merchant, node.refresh))),
        el('p', { class: 'muted' }, 'Units with known answers, met by graders as any second look: is the rubric read as it was meant?'), node, result), node.refresh];
}
