// A rubric that is being written: what the members are called, and how it is changed. No DOM.
export const axes = [['cosmetic', 'Cosmetic: how it looks'], ['functional', 'Functional: how it works'], ['completeness', 'Completeness: what is there'], ['hygiene', 'Hygiene: how clean it is']];

export const crosswalks = [
        ['loop', 'Loop', ['grade_a', 'grade_b', 'grade_c', 'grade_d', 'junk']],
        ['r2_function', 'R2v3 function', [['F1', 'F1 collectible or specialty'], ['F2', 'F2 verified specialty electronics'], ['F3', 'F3 key functions working'],
                ['F4', 'F4 hardware functional'], ['F5', 'F5 refurbished'], ['F6', 'F6 like new']]],
        ['r2_cosmetic', 'R2v3 cosmetic', [['C1', 'C1 damaged'], ['C2', 'C2 used poor'], ['C3', 'C3 used fair'], ['C4', 'C4 used good'], ['C5', 'C5 used very good'],
                ['C6', 'C6 used excellent'], ['C7', 'C7 certified pre-owned'], ['C8', 'C8 unused'], ['C9', 'C9 new open box']]],
        ['back_market', 'Back Market', ['premium', 'excellent', 'good', 'fair']],
        ['google', 'Google, at best', ['new', 'refurbished', 'used']],
        ['schema_org', 'schema.org, at best', ['NewCondition', 'RefurbishedCondition', 'UsedCondition', 'DamagedCondition']],
];

/** What pictures.js draws. */
export const pictureNames = [['distance_20', '20 cm away'], ['distance_50', '50 cm away'], ['smell', 'Smell'], ['stain', 'Stain'], ['mould', 'Mould'], ['snag', 'Snag'], ['hole', 'Hole'],
        ['pilling', 'Pilling'], ['seam', 'Seam'], ['zip', 'Zip'], ['label', 'Label'], ['scuff', 'Scuff'], ['sole', 'Sole'], ['corner', 'Corner'], ['handle', 'Handle'], ['screen', 'Screen'],
        ['battery', 'Battery'], ['port', 'Port'], ['switch', 'Switch'], ['chip', 'Chip'], ['parts', 'Parts'], ['seal', 'Seal'], ['recall', 'Recall']];

export const empty = () => ({
        grades: [{ code: 'A', name: 'Like new' }, { code: 'R', name: 'Not for sale', saleable: false }],
        questions: [{ code: 'OV-1', axis: 'cosmetic', text: 'Does it look like new at 20 cm?', required: true, overall: true,
                answers: [{ code: 'yes', text: 'as new' }, { code: 'no', text: 'not for sale', cap: 'R' }] }],
});

/** A code that is not taken, … */
export function free(list, letter) {
        let n = list.length + 1;
        while (list.some(({ code }) => code === `${letter}-${n}`)) n++;
        return `${letter}-${n}`;
}

export function swap(list, i, j) {
        if (j >= 0 && j < list.length) [list[i], list[j]] = [list[j], list[i]];
}

/** Without what says nothing: empty texts, lists and objects, switches that are off. An empty measure or condition of asking stays, to be complained about. */
export function tidy(value) {
        if (Array.isArray(value)) return value.map((one) => tidy(one));
        if (!value || typeof value !== 'object') return value;
        const says = ([key, one]) => one !== '' && one !== undefined && one !== null && !(one === false && key !== 'saleable') && !(['photos', 'caps'].includes(key) && !one.length)
                && !(key === 'crosswalk' && !Object.keys(one).length);
        return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, tidy(one)]).filter(says));
}

/** A reason, of what is no version yet. */
export const ofDraft = (reason) => reason.replace(', rubric v0)', ', this draft)').replace('(rubric v0)', '(this draft)');

/** A code that changes takes along what names it. */
export function renameGrade(body, from, to) {
        for (const { answers = [], measure } of body.questions) for (const one of [...answers, ...(measure?.caps || [])]) if (one.cap === from) one.cap = to;
}

export function renameQuestion(body, from, to) {
        for (const { ask } of body.questions) if (ask?.question === from) ask.question = to;
}

export function renameAnswer(body, question, from, to) {
        for (const { ask } of body.questions) if (ask?.question === question) ask.answers = ask.answers.map((one) => one === from ? to : one);
}

const nouns = { grades: 'Grade', questions: 'Question', answers: 'answer', caps: 'limit', photos: 'photo' };
const names = { text: 'text', cap: 'best grade', public: 'public wording', code: 'code', name: 'name', over: 'limit', under: 'limit', question: 'question', answers: 'answers',
        unit: 'unit', hold: 'hold', warranty_days: 'Warranty', grades: 'Grades', questions: 'Questions', measured: 'measured', measure: 'measure' };

/** Where a fault is, in words: questions[1].answers[0].cap is "Question OV-2, answer no, best grade". */
export function whereIs(body, field = '') {
        let at = body;
        return field.split('.').map((part) => {
                const [, name, index] = /^([a-z_0-9]+)(?:\[(\d+)\])?$/.exec(part) || [];
                at = index === undefined ? at?.[name] : at?.[name]?.[index];
                if (index === undefined) return names[name] || (name || part).replaceAll('_', ' ');
                return `${nouns[name] || name} ${at?.code || (typeof at === 'string' && at) || Number(index) + 1}`;
        }).join(', ');
}
