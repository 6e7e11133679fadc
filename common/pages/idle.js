// Is anybody there? Every tab of a device keeps the others awake.
const heard = 5000;   /* ms between two notes */
const last = () => Number(localStorage.getItem('seen'));

export function touch() {
        if (Date.now() - last() > heard) localStorage.setItem('seen', Date.now());
}

/** leave() again and again once nobody touched anything for so long. */
export function watchIdle(minutes, leave) {
        localStorage.setItem('seen', Date.now());
        for (const event of ['pointerdown', 'keydown', 'wheel']) document.addEventListener(event, touch, { capture: true, passive: true });
        setInterval(() => { if (Date.now() - last() > minutes * 60000) leave(); }, 1000);
}
