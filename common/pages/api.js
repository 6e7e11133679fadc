// Calls of the JSON API.

export class Problem extends Error {
        constructor(status, problem) {
                super(problem.detail || problem.title || `The server answered ${status}. Nothing was changed; try again.`);
                this.status = status;
                this.code = problem.code;
                this.field = problem.field;
                this.errors = problem.errors;
                this.errorCount = problem.error_count;
                this.refusals = problem.refusals;
                this.approvalSubject = problem.approval_subject;
        }
}

export const uuid = () => crypto.randomUUID ? crypto.randomUUID() : Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Nobody answered, or only the front door did. */
export const isAway = (error) => error instanceof Problem && (error.code === 'server-away' || [502, 503, 504].includes(error.status));

const away = (method) => new Problem(0, { code: 'server-away', title: method === 'GET' ? 'The server cannot be reached. Try again when it is back.'
        : navigator.onLine ? 'The server gave no answer. Look whether it was done before you try again.' : 'This needs the server, which cannot be reached. Nothing was done.' });

let reached = true;   /* the last one asked answered */

/** One request and its answer's JSON. Throws Problem; its code is server-away when there is no answer. */
export async function once(method, path, body, headers, signal) {
        const json = body === undefined ? {} : { 'Content-Type': 'application/json' };
        let answer, text;
        try {
                answer = await fetch(path, { method, headers: { Accept: 'application/json', ...json, ...headers }, body: body && JSON.stringify(body), credentials: 'same-origin', signal });
                text = await answer.text();
                reached = true;
        } catch {
                reached = false;
                throw away(method);
        }
        const value = text && /json/.test(answer.headers.get('Content-Type') || '') ? JSON.parse(text) : {};
        if (!answer.ok) throw Object.assign(new Problem(answer.status, value), { retryAfter: Number(answer.headers.get('Retry-After')) || 0 });
        return value;
}

/** What happens to a call without a session: work(reads) says whether to send it again. */
let signedOut = async () => false;
export const whenSignedOut = (work) => { signedOut = work; };

export const toSignIn = () => location.assign(`/accounts/sign-in.html?next=${encodeURIComponent(location.pathname + location.search)}`);

/** The answer's JSON. Sent again with the same Idempotency-Key when there was none. Throws Problem; without a session somebody signs in first. */
export async function api(method, path, body, { signIn = true } = {}) {
        const reads = method === 'GET', headers = reads ? {} : { 'Idempotency-Key': uuid() }, most = reached ? 3 : 1;   /* who waits already is not kept waiting */
        for (let attempt = 1; ; attempt++) {
                const signal = reads ? AbortSignal.timeout(reached ? 10000 : 3000) : undefined;
                try {
                        return await once(method, path, body, headers, signal);
                } catch (error) {
                        if (error.status === 401 && signIn && await signedOut(reads)) return api(method, path, body);
                        if (error.code !== 'server-away' || attempt === most || signal?.aborted || !navigator.onLine) throw error;
                        await pause(400 * attempt);
                }
        }
}

/** Every item of a list that has pages, up to `most`. */
export async function all(path, most = 1000) {
        const items = [];
        for (let next = ''; next !== null && items.length < most;) {
                const page = await api('GET', `${path}?limit=200${next && `&cursor=${next}`}`);
                items.push(...page.items);
                next = page.next;
        }
        return items;
}
