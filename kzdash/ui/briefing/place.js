// Where a presentation is, and how a key's wish to be elsewhere reaches the server: it is asked for
// again as long as the server has not answered, which may be busy or away.
// A place has the number of a slide, the backup slides that are open, and which of their pages.
const ANSWER_MS = 3000;
const nameOf = ({ slide, show, part }) => [slide, show, part].map((value) => value || "").join("|");

class Place {
  // `send` asks the server for a place
  constructor(send) {
    this.send = send;
  }

  update(data) {
    this.data = data;
    if (this.requested && nameOf(data.asked) === nameOf(this.requested)) this.stopAsking();
  }

  // where it is, or was just asked to be: who presses fast counts from there
  get current() {
    return this.requested ?? this.data.place;
  }

  turn(step) {
    const { slide, show, part } = this.current;
    if (!show) this.goTo(slide + step);
    else if (part + step < 1 || (part + step > this.data.parts && !this.requested)) this.leaveBackup();
    else this.go({ slide, show, part: part + step });
  }

  goTo(slide) {
    this.go({ slide: Math.min(Math.max(slide, 1), this.data.count), show: "", part: 0 });
  }

  // the query of a link on the slide: of a backup slide, or of a slide by its number
  follow(query) {
    if (query.has("show")) this.go({ slide: this.data.place.slide, show: query.get("show"), part: 1 });
    else this.goTo(Number(query.get("slide")));
  }

  // back to the slide that this one was opened from
  leaveBackup() {
    const { slide, show } = this.current;
    const opened = show.split(",").slice(0, -1);
    this.go({ slide, show: opened.join(","), part: opened.length ? 1 : 0 });
  }

  go(place) {
    if (nameOf(place) === nameOf(this.current)) return;
    this.requested = place;
    this.ask();
  }

  ask() {
    this.send(this.requested);
    clearTimeout(this.askTimer);
    this.askTimer = setTimeout(() => this.ask(), ANSWER_MS);
  }

  stopAsking() {
    clearTimeout(this.askTimer);
    this.requested = undefined;
  }
}
