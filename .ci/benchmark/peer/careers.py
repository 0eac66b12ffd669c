"""The careers pages once more, as a small FastAPI application on the same SQLite file: what a peer needs for the same
words. Run by the benchmark: `careers.py PORT DATABASE`."""

import json
import sqlite3
import sys
from datetime import datetime, timezone

import uvicorn
from fastapi import FastAPI, HTTPException
from fastapi.responses import HTMLResponse
from jinja2 import Environment

PAGE = 20

BEGINNING = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head><body class="careers"><main>"""

LIST = BEGINNING + """<h1>Openings</h1><ul class="openings">
{% for row in rows %}<li class="opening"><h2><a href="/careers/{{ row.slug }}">{{ row.title }}</a></h2>
<p>{% if row.pay %}<b>{{ row.pay }}</b>{% endif %}<span>{{ row.place }}</span><span>{{ row.employment_type }}</span>
<span>{{ row.organization }}</span></p><p>Posted <time datetime="{{ row.date_posted }}">{{ row.date_posted }}</time></p></li>
{% endfor %}</ul><nav><p>{{ total }} openings</p><ul>
{% for number in range(1, pages + 1) %}<li><a href="/careers?page={{ number }}">{{ number }}</a></li>{% endfor %}
</ul></nav></main></body></html>"""

POSTING = BEGINNING + """<h1>{{ title }}</h1><dl>
{% for name, value in facts.items() %}<div><dt>{{ name }}</dt><dd>{{ value }}</dd></div>{% endfor %}</dl>
{% for section in sections %}<section><h2>{{ section.heading }}</h2><ul>
{% for line in section.lines %}<li>{{ line.text }}</li>{% endfor %}</ul></section>{% endfor %}
<section><h2>Apply</h2><a href="{{ facts.howToApply }}">Apply now</a></section>
<script type="application/ld+json">{{ markup|safe }}</script></main></body></html>"""

environment = Environment(autoescape=True)
list_template = environment.from_string(LIST)
posting_template = environment.from_string(POSTING)
application = FastAPI()
port, path = int(sys.argv[1]), sys.argv[2]
database = sqlite3.connect(path, check_same_thread=False)


def today() -> str:
    return datetime.now(timezone.utc).date().isoformat()


@application.get("/careers", response_class=HTMLResponse)
async def careers(page: int = 1) -> str:
    found = database.execute(
        "SELECT slug, title, summary, date_posted FROM publications WHERE closed_at IS NULL AND valid_through >= ? "
        "ORDER BY date_posted DESC, published_at DESC, slug",
        (today(),),
    ).fetchall()
    first = (page - 1) * PAGE
    rows = [
        {"slug": slug, "title": title, "date_posted": posted, **json.loads(summary)}
        for slug, title, summary, posted in found[first : first + PAGE]
    ]
    return list_template.render(title="Openings", rows=rows, total=len(found), pages=-(-len(found) // PAGE))


@application.get("/careers/{slug}", response_class=HTMLResponse)
async def posting(slug: str) -> str:
    found = database.execute(
        "SELECT title, snapshot, date_posted FROM publications WHERE slug = ? AND closed_at IS NULL AND valid_through >= ?",
        (slug, today()),
    ).fetchone()
    if found is None:
        raise HTTPException(404)
    title, snapshot, posted = found
    content = json.loads(snapshot)
    markup = json.dumps({"@type": "JobPosting", "title": title, "datePosted": posted, "description": snapshot})
    return posting_template.render(title=title, markup=markup.replace("<", "\\u003c"), **content)


if __name__ == "__main__":
    uvicorn.run(application, host="127.0.0.1", port=port, log_level="error", access_log=False)
