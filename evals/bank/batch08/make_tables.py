"""Writes tables/*.csv. Deterministic. Three made data sets (4 files), one real (statsmodels danish_data)."""
import csv
import datetime as dt
import os
import random
import re

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "tables")
os.makedirs(OUT, exist_ok=True)


def write(name, header, rows):
    with open(os.path.join(OUT, name), "w", newline="", encoding="utf-8") as f:
        w = csv.writer(f, lineterminator="\n")
        w.writerow(header)
        w.writerows(rows)


def season():
    r = random.Random(801)
    opponents = ["Ashcombe Rovers", "Bexford City", "Carrow Vale", "Dunmere Athletic", "Eastleigh Park", "Fenwick Town",
                 "Gosford Utd", "Hallam Wanderers", "Inverley", "Jarrowgate", "Kelstone Albion", "Lowmoor", "Milborough Utd",
                 "Northwold City", "Oakhampton", "Penrose Argyle", "Quarrington", "Redmarsh Town", "St. Alban's Cross",
                 "Thornbury Forest", "Upwell County", "Westerby", "Yarnton Stanley"]
    strength = {o: r.uniform(-0.45, 0.45) for o in opponents}
    draw = {o: r.randint(5200, 13500) for o in opponents}
    draw["Redmarsh Town"], draw["Bexford City"] = 21400, 16900
    fixtures = []
    first, second = opponents[:], opponents[:]
    r.shuffle(first)
    r.shuffle(second)
    home_first = {o: i % 2 == 0 for i, o in enumerate(first)}
    league = [(o, "H" if home_first[o] else "A") for o in first] + [(o, "A" if home_first[o] else "H") for o in second]
    day = dt.date(2018, 8, 4)
    dates = []
    while len(dates) < 38:                                     # Saturdays
        if day not in (dt.date(2018, 11, 10), dt.date(2019, 1, 5), dt.date(2018, 12, 1)):
            dates.append(day)
        day += dt.timedelta(7)
    dates += [dt.date(2018, 8, 21), dt.date(2018, 10, 2), dt.date(2018, 10, 23), dt.date(2018, 11, 27), dt.date(2018, 12, 26),
              dt.date(2019, 1, 1), dt.date(2019, 2, 12), dt.date(2019, 3, 12)]
    move = {dt.date(2019, 4, 20): dt.date(2019, 4, 22), dt.date(2018, 9, 15): dt.date(2018, 9, 14), dt.date(2019, 2, 2): dt.date(2019, 2, 3)}
    dates = sorted(move.get(d, d) for d in dates)
    for d, (o, v) in zip(dates, league):
        fixtures.append((d, "League One", o, v))
    for d, c, o, v in [(dt.date(2018, 7, 7), "Friendly", "Harrowby Borough", "A"), (dt.date(2018, 7, 14), "Friendly", "FC Rietveld", "H"),
                       (dt.date(2018, 7, 17), "Friendly", "Castleton Celtic", "A"), (dt.date(2018, 7, 21), "Friendly", "SV Altmark", "N"),
                       (dt.date(2018, 7, 24), "Friendly", "Wolds United", "A"), (dt.date(2018, 7, 28), "Friendly", "Port Merrion", "H"),
                       (dt.date(2018, 8, 14), "League Cup", "Lowmoor", "H"), (dt.date(2018, 8, 28), "League Cup", "Kingsbridge City", "A"),
                       (dt.date(2018, 9, 25), "League Cup", "Marlowe Athletic", "H"),
                       (dt.date(2018, 11, 10), "FA Cup", "Hexton Town", "H"), (dt.date(2018, 12, 1), "FA Cup", "Inverley", "A"),
                       (dt.date(2018, 12, 11), "FA Cup", "Inverley", "H"), (dt.date(2019, 1, 5), "FA Cup", "Kingsbridge City", "H"),
                       (dt.date(2018, 9, 4), "EFL Trophy", "Westerby", "H"), (dt.date(2018, 10, 9), "EFL Trophy", "Quarrington", "A"),
                       (dt.date(2018, 11, 13), "EFL Trophy", "Gosford Utd", "H"), (dt.date(2018, 12, 4), "EFL Trophy", "Jarrowgate", "H"),
                       (dt.date(2019, 1, 22), "EFL Trophy", "Redmarsh Town", "A")]:
        fixtures.append((d, c, o, v))
    fixtures.sort()
    refs = ["M. Dunphy", "S. Attwell-Cole", "A. Haines", "D. Whitlock", "R. Joyner", "C. Kavanagh-Bell", "T. Robson", "P. Brooks", "J. Linley"]
    men = [("Okafor", 9), ("Brennan", 6), ("Lindqvist", 5), ("Da Silva", 4), ("Marsh", 3), ("Tennant", 2), ("Whyte", 2), ("Kone", 2), ("Ellery", 1), ("o.g.", 1)]
    pool = [m for m, w in men for _ in range(w)]

    def goals(mean):
        n, p, limit = 0, r.random(), 2.718281828 ** -mean
        while p > limit and n < 6:
            n += 1
            p *= r.random()
        return n
    rows = []
    shoot = {("EFL Trophy", "Quarrington"): (1, 1, "(4–2 p)"), ("EFL Trophy", "Redmarsh Town"): (0, 0, "(3–5 p)"), ("FA Cup", "Inverley", "A"): (2, 2, ""),
             ("FA Cup", "Inverley", "H"): (3, 2, "(a.e.t.)"), ("League Cup", "Marlowe Athletic", "H"): (0, 3, ""), ("FA Cup", "Kingsbridge City", "H"): (1, 4, ""),
             ("FA Cup", "Hexton Town", "H"): (4, 0, ""), ("EFL Trophy", "Westerby", "H"): (2, 0, ""), ("EFL Trophy", "Jarrowgate", "H"): (1, 0, ""),
             ("League Cup", "Lowmoor", "H"): (2, 1, ""), ("League Cup", "Kingsbridge City", "A"): (1, 0, "")}
    for i, (d, c, o, v) in enumerate(fixtures):
        s = strength.get(o, 0)
        f, a = goals(1.75 if v == "H" else 1.2 - s / 2), goals((1.05 if v == "H" else 1.4) + s / 2)
        tail = ""
        special = shoot.get((c, o)) or shoot.get((c, o, v))
        if special:
            f, a, tail = special
        scorers, order = {}, []
        for _ in range(f):
            m = r.choice(pool)
            order += [m] if m not in scorers else []
            scorers[m] = scorers.get(m, 0) + 1
        text = ", ".join(m + (f" ({scorers[m]})" if scorers[m] > 1 else (" (pen)" if m == "Brennan" and r.random() < .4 else "")) for m in order)
        if v == "H":
            att = 9800 + draw.get(o, 6000) * .18 + r.gauss(0, 650) + (900 if d.weekday() == 5 else -500)
        else:
            att = draw.get(o, 7000) * r.uniform(.85, 1.1)
        att *= {"Friendly": .3, "EFL Trophy": .28, "League Cup": .62, "FA Cup": .8}.get(c, 1)
        att = f"{int(att):,}"
        result = f"{f}–{a}" + (" " + tail if tail else "")
        date = f"{d.day} {d:%B %Y}"
        if c == "Friendly" and o in ("Wolds United", "Castleton Celtic"):
            att = "—"
        if i == 37:
            att = ""
        if c == "EFL Trophy" and o == "Quarrington":
            date += "[a]"
        if c == "League One" and o == "Redmarsh Town":
            att += "[b]"
        if d == dt.date(2019, 4, 22):
            date += "[c]"
        if c == "League One" and o == "Lowmoor" and v == "A":
            result += "[d]"
        ref = r.choice(refs) if c != "Friendly" else ""
        rows.append([i + 1, date, c, o, v, result, text, att, ref])
    write("harrowby_2018_19.csv", ["No.", "Date", "Competition", "Opponent", "Venue", "Result F–A", "Goalscorers", "Attendance", "Referee"], rows)


def films():
    r = random.Random(802)
    a = ["Silent", "Crimson", "The Last", "Midnight", "Hollow", "Golden", "Broken", "Winter", "Paper", "Burning", "Distant", "Velvet", "Iron", "Lost",
         "Electric", "Blue", "Second", "Wild", "Stolen", "Glass"]
    b = ["Harbour", "Kingdom", "Letter", "Orchard", "Signal", "Road", "Empire", "Tide", "Garden", "Witness", "Circus", "Lantern", "Summer", "Machine",
         "Frontier", "Promise", "Echo", "Crown", "Passenger", "River"]
    studios = [("Northlight Pictures", 26, 1.25), ("Halcyon", 20, 1.0), ("Meridian Studios", 18, .9), ("Big Bear Films", 14, .75), ("Castle & Sons", 12, .8),
               ("Paragon-Weiss", 11, 1.1), ("Tin Whistle", 7, .4), ("Orbit 9", 5, .55)]
    directors = ["Ana Castellanos", "Piotr Wolny", "Jean-Luc Ferrand", "Greta Holm", "Samuel Okoro", "Diane Whitford", "Kenji Moriyama", "Lucy Abara",
                 "Tom Rasmussen", "Priya Nair", "Marco Bellini", "Ellen Voss", "R. J. Hadley", "Ingrid Falk"]
    genres = [("Drama", 30), ("Action", 24), ("Comedy", 22), ("Animation", 12), ("Thriller", 18), ("Sci-Fi", 10), ("Musical", 6)]
    seen, out = set(), []
    dir_w = [r.uniform(.5, 2) for _ in directors]
    for s, n, m in studios:
        for _ in range(n):
            while True:
                t = r.choice(a) + " " + r.choice(b)
                if t not in seen:
                    seen.add(t)
                    break
            year = min(2019, int(r.triangular(1978, 2020, 2009)))
            g = r.choices([x for x, _ in genres], [w for _, w in genres])[0]
            gm = {"Action": 1.9, "Animation": 2.1, "Sci-Fi": 1.7, "Comedy": .9, "Drama": .6, "Thriller": .8, "Musical": 1.0}[g]
            budget = max(.9, r.lognormvariate(3.1, .6) * gm * m ** .5)
            budget = round(budget) if budget >= 10 else round(budget, 1)
            gross = int(budget * 1e6 * r.lognormvariate(.75, .65) * (1 + (year - 1978) / 80) + r.randint(1000, 99999))
            noms = max(0, int(r.gauss(2.0 if g in ("Drama", "Musical", "Animation") else .8, 1.9)))
            wins = sum(r.random() < .3 for _ in range(noms))
            mins = int(r.gauss({"Drama": 126, "Animation": 94, "Comedy": 103}.get(g, 116), 11))
            out.append([t, year, s, r.choices(directors, dir_w)[0], g, mins, budget, gross, noms, wins])
    out.append(["Midnight Garden", 1984, "Meridian Studios", "R. J. Hadley", "Thriller", 101, 8.5, 23417208, 1, 0]) if "Midnight Garden" in seen else None
    # one remake that bears the title of an older film
    old = min((x for x in out if x[2] == "Halcyon"), key=lambda x: x[1])
    out.append([old[0], 2016, "Halcyon", "Priya Nair", old[4], 119, 62, 148220713, 2, 1])
    out.sort(key=lambda x: -x[7])
    rows = []
    for i, (t, y, s, d, g, mins, bud, gross, noms, wins) in enumerate(out):
        title = t + ("[nb 1]" if i == 4 else "[nb 2]" if i == 31 else "")
        money = f"${gross:,}" + ("[a]" if i in (2, 17, 50) else "[b]" if i == 88 else "")
        budget = f"${bud:g} million" if i not in (23, 57, 76, 90, 101) else "N/A"
        rows.append([i + 1, title, y, s, d, g, f"{mins} min", budget, money, noms, wins if wins else "—"])
    total = sum(x[7] for x in out)
    rows.append(["", "Total", "", "", "", "", "", "", f"${total:,}", sum(x[8] for x in out), sum(x[9] for x in out)])
    write("films.csv", ["Rank", "Title", "Year", "Studio", "Director(s)", "Genre", "Running time", "Budget", "Worldwide gross", "Noms", "Awards won"], rows)


def staff():
    r = random.Random(803)
    deps = [("ENG", "Engineering", "Leeds", 1450000), ("SAL", "Sales", "Manchester", 1090000), ("MKT", "Marketing", "Manchester", 410000),
            ("FIN", "Finance", "Leeds", 365000), ("OPS", "Operations", "Hull", 960000), ("CS", "Customer Service", "Hull", 520000),
            ("HR", "People & HR", "Leeds", 240000), ("EXE", "Executive", "Leeds", 600000), ("LEG", "Legal", "Leeds", 150000)]
    women = "Alice Beth Chloe Diana Emma Fatima Grace Hannah Isla Jade Katya Laura Maya Nadia Olivia Priya Ruth Sofia Tara Uma Vera Wendy Yasmin Zoe".split()
    men = "Adam Ben Carlos David Ewan Faisal George Harry Ivan Jack Kofi Liam Marcus Noel Oscar Pavel Quentin Ravi Simon Tom Umar Victor Will Yusuf".split()
    last = ("Abbott Adeyemi Barker Bianchi Booth Chowdhury Clarke Costa Dawson Dobbs Eastwood Ferreira Finch Fletcher Gallagher Ghosh Grant Hale Hargreaves Hussain "
            "Iqbal Jansen Jarvis Kaur Kemp Kowalski Lam Lawson Lowe Mackie Mbeki Metcalfe Moss Nakamura Norris Novak O'Brien Okoye Osborne Palmer Parry Patel Pike "
            "Quigley Rahman Ramsden Reid Rossi Sadiq Schofield Sharma Sykes Tanaka Thackray Tran Turner Ullah Vance Varga Walsh Webb Whitaker Wójcik Yates Young Zeller").split()
    plan = {"ENG": [("Engineering Manager", 4, 82000), ("Senior Developer", 11, 61000), ("Developer", 19, 44000), ("QA Tester", 7, 34500)],
            "SAL": [("Sales Manager", 3, 64000), ("Account Exec", 16, 36000), ("Sales Assistant", 7, 25500)],
            "MKT": [("Marketing Manager", 1, 59000), ("Copywriter", 4, 31500), ("Designer", 4, 34000)],
            "FIN": [("Finance Manager", 1, 66000), ("Accountant", 5, 42000), ("Accounts Clerk", 3, 26000)],
            "OPS": [("Ops Manager", 3, 56000), ("Warehouse Operative", 22, 24000), ("Planner", 5, 35500)],
            "CS": [("CS Team Leader", 2, 35000), ("CS Agent", 17, 23500)],
            "HR": [("HR Manager", 1, 57000), ("HR Adviser", 4, 33500)]}
    used, people = set(), []

    def person(dep, title, base, mgr, lo=2006, hi=2023):
        while True:
            g = "F" if r.random() < {"ENG": .28, "OPS": .35, "CS": .66, "HR": .75, "MKT": .6}.get(dep, .48) else "M"
            n = (r.choice(women if g == "F" else men), r.choice(last))
            if n not in used:
                used.add(n)
                break
        while True:
            d = dt.date(lo, 1, 1) + dt.timedelta(r.randrange((dt.date(hi, 12, 31) - dt.date(lo, 1, 1)).days))
            if d.weekday() < 5 and (d.weekday() == 0 or r.random() < .55):
                break
        pay = int(round(base * r.gauss(1, .07) + (2023 - d.year) * base * .006, -2)) + 0
        bonus = {"SAL": r.choice([5, 7.5, 10, 12.5]), "EXE": 20}.get(dep, "")
        if title.endswith("Manager") and bonus == "":
            bonus = 5
        p = dict(first=n[0], last=n[1], g=g, dep=dep, title=title, hire=d, pay=pay, bonus=bonus, mgr=mgr)
        people.append(p)
        return p
    ceo = person("EXE", "CEO", 172000, None, 2005, 2006)
    heads = {}
    chiefs = {"ENG": "CTO", "OPS": "COO", "FIN": "CFO", "SAL": "Sales Director"}
    for d, t in chiefs.items():
        heads[d] = person("EXE", t, {"CTO": 128000, "COO": 119000, "CFO": 121000}.get(t, 104000), ceo, 2006, 2014)
    boss_of = {"ENG": heads["ENG"], "OPS": heads["OPS"], "CS": heads["OPS"], "FIN": heads["FIN"], "HR": ceo, "SAL": heads["SAL"], "MKT": heads["SAL"]}
    head_of = {"EXE": ceo}
    for d, jobs in plan.items():
        leads = []
        for k, (t, n, base) in enumerate(jobs):
            for _ in range(n):
                p = person(d, t, base, boss_of[d] if k == 0 else r.choice(leads))
                leads += [p] if k == 0 else []
        head_of[d] = min(leads, key=lambda p: p["hire"])
    people.sort(key=lambda p: p["hire"])
    for i, p in enumerate(people):
        p["id"] = 1001 + i + (i > 60) * 3
    rows = []
    blank = {p["id"] for p in r.sample([p for p in people if p["title"] in ("Developer", "Warehouse Operative", "CS Agent")], 3)}
    nopay = {p["id"] for p in r.sample([p for p in people if p["title"] in ("Account Exec", "Planner", "Developer")], 4)}
    for p in people:
        remote = "Y" if r.random() < {"ENG": .55, "CS": .3, "OPS": .04, "MKT": .45}.get(p["dep"], .2) else "N"
        mail = re.sub(r"[^a-z.]", "", f"{p['first'][0]}.{p['last']}".lower().replace("ó", "o")) + "@brightwater.example"
        rows.append([p["id"], p["first"], p["last"], p["g"], "" if p["id"] in blank else p["dep"], p["title"], p["hire"].strftime("%d-%b-%Y"),
                     "" if p["id"] in nopay else p["pay"], p["bonus"], p["mgr"]["id"] if p["mgr"] else "", mail, remote, "Brightwater Ltd"])
    r.shuffle(rows)
    write("employees.csv", ["emp_id", "first_name", "last_name", "sex", "dept_code", "job_title", "hire_date", "salary_gbp", "bonus_pct", "mgr_id", "email",
                            "remote", "company"], rows)
    write("departments.csv", ["dept_code", "dept_name", "site", "annual_budget_gbp", "head_emp_id"],
          [[c, n, s, b, head_of[c]["id"] if c in head_of else ""] for c, n, s, b in deps])


def danish():
    from statsmodels.datasets import danish_data
    d = danish_data.load_pandas().data
    period = [f"{t.year}Q{(t.month - 1) // 3 + 1}" for t in d.index]
    write("danish_data.csv", ["period", *d.columns], [[p, *(repr(float(x)) for x in row)] for p, row in zip(period, d.to_numpy())])


season()
films()
staff()
danish()
