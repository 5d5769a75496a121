"""Words by what they claim, for the check of a model's sentences (`claims.py`). None belongs to one table."""

from __future__ import annotations

import re


def _any(words: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """One pattern for phrases that are parted by commas."""
    phrases = sorted(
        (p.strip() for p in words.replace("\n", " ").split(",") if p.strip()), key=len, reverse=True
    )
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b", flags)


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


SMALL = 10
"""Averages of fewer are told with their number."""

BREAKS = re.compile(
    r"[;:]\s+|,\s+(?!and §)|\s[–—-]\s|\s\(|\)\s?|\b(?:while|whereas|against|compared (?:with|to)|followed by|but|versus|"
    r"and then)\b",
    re.IGNORECASE,
)
MARKUP = re.compile(r"[<>\[\]`*_|\\#~^$€£¥%={}@]|://|www\.|\bhttps?\b|&\w+;|\n")
FINE_CAPITALS = _set("I A B RFM R KPI ID CSV VIP CRM SMS AB ROI CTA FAQ SEO NPS AUC MAE RMSE AOV CLV LTV")

_UNITS = (
    "zero, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, thirteen, fourteen, fifteen, sixteen, "
    "seventeen, eighteen, nineteen, twenty, thirty, forty, fifty, sixty, seventy, eighty, ninety, hundred, hundreds, "
    "thousand, thousands, million, millions, billion, billions, trillion, dozen, dozens, score of, nil, naught"
)
NUMBER_WORDS = re.compile(
    _any(
        _UNITS
        + ", one, once, twice, thrice, double, doubles, doubled, triple, triples, tripled, quadruple, second, third, "
        "thirds, fourth, fifth, fifths, sixth, seventh, eighth, ninth, tenth, tenths, half, halves, quarters, "
        "percent, per cent, pct, percentage points, tenfold, twofold, threefold, fivefold, two-thirds, grand"
    ).pattern
    + r"|\b\w+(?:ty|teen)-\w+\b|\b(?:a|one|three) quarters?\b|\bquarters? of\b|(?<!out )\b(?!of\b|per\b|each\b)\w+[- ]fold\b|\bby a factor\b",
    re.IGNORECASE,
)
NUMBER_PHRASES = re.compile(rf"\w+ (?:{NUMBER_WORDS.pattern})(?: \w+|$)", re.IGNORECASE)
"""A number word with its neighbours: where a fact is called so ("the tenth that"), its sentence may say it."""
NO_NUMBERS = re.compile(
    r"\b(?:no|which|this|that|each|another|typical|median|average|any) ones?\b|\bone another\b", re.IGNORECASE
)
ROMAN = re.compile(r"\b(?=[IVXLCDM]{2,}\b)M{0,4}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})\b")
QUANTITIES = _any(
    "all, every, everyone, everybody, none, nobody, no one, majority, minority, nearly, almost, hardly, barely, many, "
    "few, fewer than, several, a couple, most of, a lot, lots, plenty, bulk, vast, handful, a fraction, tiny, huge, "
    "enormous, massive, entire, entirely, whole, exclusively, only, merely, just, at least, at most, up to, or more, "
    "or less, always, never, "
    "in general, generally, every other, rarely, mostly, mainly, largely, predominantly, a part of, negligible, virtually, practically"
)
NO_QUANTITIES = re.compile(
    r"\b(?:for|of|in|over|across|among|against|than|from) all\b|\ball (?:groups|together|periods|rows|values)\b|"
    r"¤ fewer than\b|\bthan (?:\w+ ){0,3}in general\b|\bonly (?:¤|groups|those)\b|\bas a whole\b|\ball the other\b|\ball others\b",
    re.IGNORECASE,
)
ALL_OF = re.compile(r"\ball (?:of )?(?:the )?¤", re.IGNORECASE)
PLACE = {"first": 1, "second": 2, "third": 3}
PLACES = re.compile(
    r"\b(?:is|are|comes?|came|ranks?|ranked|takes?|took)(?: in)?(?: the)? (first|second|third)(?: place)?\b(?! of)",
    re.IGNORECASE,
)
"""Places that are told as such; which they are is looked up."""
BEST_PART = re.compile(
    r"\b(?:best|top|first|largest|highest) (tenth|fifth|quarter|half|third)\b", re.IGNORECASE
)
SCALES = re.compile(
    r"¤\s?(?:%|k\b|m\b|mn\b|bn\b|x\b|hundred|thousand|million|billion|percent|per cent|points?\b|basis|-?fold)|\d",
    re.IGNORECASE,
)
ADVICE = _set(
    "look try ask compare check test focus consider start offer send invite plan keep use split target reward remind show "
    "give see begin find talk reach make put run watch track follow treat pick choose set write address thank see next "
    "to then now also first early whoever leave let do don't avoid be before after if when for what how question questions "
    "contact call use budget approach aim act wait avoid expect cap cut dedicate favour favor follow-up group hire inform "
    "nurture roll launch pilot reward consult adopt adjust allocate shift continue create craft design develop build encourage engage "
    "ensure establish evaluate examine expand identify implement invest investigate introduce learn leverage maintain monitor "
    "nudge analyse analyze feature repeat optimise optimize pair personalise personalize prioritise prioritize promote propose pursue reconsider refine re-engage "
    "retain revisit run-a/b schedule segment serve set share steer strengthen tailor trial understand verify upsell cross-sell win "
    "concentrate confirm direct discuss double-check experiment highlight include interview limit pause repeat resist rethink "
    "reserve retest showcase step study supplement support survey thank update view warm welcome work please always never don’t "
    "approach assess base bring combine deliver devote drill feature invite keep lead let map offer open place present prepare "
    "provide raise recheck reduce refresh rerun return sell spread stay stick support trim tune use weigh reach bundle hand "
    "take hold draw fix protect collect type gather wait prepare stop add save speak message objective insight channel timing budget "
    "explore greet tell recommend suggest dig drill break narrow widen group draw plot review confirm validate ensure measure"
)
MARKETING = _set(
    "analyse analyze analysing analyzing first-time a/b abandoned acquisition activate activation ad ads adapt adjust advert adverts advertise advertising advocate affordable "
    "allocate align alert alternative announce answer anniversary anything anyone app apply approach article assess assign "
    "assortment assume assuming assumption automated automation availability available b2b b2c banner banners basis batch "
    "behaviour behavior benefit benefits birthday blend blog bonus bonuses brand branding brief bring broad broaden broader browse "
    "budgets bundle bundles calendar calls cap capacity carry cart cases cash caution cautious celebrate change changes "
    "characteristics checkout circle claim claims clarify clean click clicks closer club cohort cohorts collection "
    "colour color comfortable commit comms community companion complement complementary concentrate concept conclude conclusion "
    "conclusions confidence confident consult context continue contrast convenience conversation conversion convert copy coupon "
    "coupons craft create creative creatives credit criteria cross cross-selling curate curated current custom cutoff "
    "dashboard deadline deal deals dedicate dedicated deepen define delay deliver delivery demand demo deploy describe design desk "
    "dialogue digital discover discuss display distinct distinctive double-check draft drawing drip drop duration dynamic "
    "earmark ease easy edit educate educational effectiveness efficient elsewhere email emails encourage energy ensure event events "
    "everywhere examine exclusives execute expand expanding expectation expectations experience experiences expert explain expose "
    "extension external facing fast favour favor favourite favorite feasible feed feedback few fewer figure final finally fine fine-tune "
    "finish fit fix flag flash flexible flow followup follow-up follow-ups footing form formal format forum forward forwards "
    "frame frequency fresh friendly friction fund funnel funnels generic gentle genuine gift gifts giving goal going google ground "
    "guarded guide guides guidance habits hand-picked handle handwritten happen headline highlight hint history hold-out holdout "
    "host household households identify identity imagery implement implementing incentive incentives incentivise incentivize inform inquiry "
    "insight insights inspire inspiration instance insurance internal interview interviews introduce introductory inventory invitation "
    "invitations involve issue join judge judging judgment keyword keywords landing lasting launch launching layer layered lead "
    "leaflet learn learning letter lever leverage lift limited link live local locally location locations loop loyalty "
    "maintain manage manager map mark master match matching maximise maximize means mechanism media medium meet member members "
    "membership memberships mention menu merge messaging method metric metrics mid middle milestone milestones minimum mixed mobile "
    "modest monitor monitoring month-end monthly motivate motives multiple national near nearby nearest needed neighbour neighbouring "
    "news newsletter newsletters non note notes notify nudge nudges nurture nurturing objective observe occasion occasions offline "
    "on-site onboarding online opinion opportunity opt opt-in optimise optimize option options organise organize outcome outcomes "
    "outreach overlap overview owner pace package packages paid pair paired pairing panel paper parallel partner partners partnership "
    "path pause perform performance perk perks personas persona perspective phrase piece pilots pitch placement plain plans plus "
    "policy pop portfolio position positioning post postal poster power practice premium prepare presence present press pricing print "
    "prior prioritising priority proactive probe problem process produce production profiles promo promos promote promotion promotions "
    "proof proper proposal propose prospect prospecting prospects provide proxy publish pulse push qualitative quality quantify "
    "quick quiz quota raffle ramp random randomise randomize randomised randomized rank rate rating ratings re-run reach reaching "
    "reaction reactivate reactivation reassess recap recipient recipients recommend recommendation recommendations reconsider recruit redirect "
    "refer referral referrals refine refinement refining reflect refresh regard regular regularly reinforce relate relaunch relevant "
    "reminder reminders renew renewal reorder replace replenish replicate reply request research resend resource resources respond retail "
    "retarget retargeting retest rethink reuse revisit revise rewarding rhythm roll rolling rollout roll-out rotate roughly round route "
    "routine sale sales sanity save savings scale scaling scan scenario scenarios schedule scheme schemes scope score script scripts search seasonal "
    "second seek segmentation segmenting selected selective self send-out sending sense sequence series serious serve setting settings "
    "setup shape shift shifting shop shopping shortlist show showcase significance simple simply skip slot slots sms social solid "
    "spare special specifically speed sponsor spot spread spring staff stage staged stages stakeholders stand starter state stay steer "
    "stick stimulate stock stocks storefront stores story storyline strategies strategic strength strengthen stretch structure style subject "
    "subscriber subscribers subscription subscriptions suggest suggestion suggestions suit suitable summary supply support surprise survey "
    "surveys switch switching systematically tactic tactics tag tailor talk task taste taste-test tease teaser teasers template "
    "templates tempt tentative tester text texts theme themed themes thorough thoroughly threshold thresholds tier tiered tiers tie ties tight "
    "tips title tone tool topic touch touchpoint touchpoints traffic training transfer translate travel treatment trial trials trigger triggers "
    "trim tune tweak typical understand understanding unique unit update upgrade upgrades upper uptake urgency usage user users "
    "utilise utilize validation variant variants variation variations variety vary venue version versions via video vip visibility visual "
    "visuals voice voucher vouchers waiting warm watchlist web webinar website weekend welcome well-chosen wider win-back winback window "
    "windows wish wishlist word wording words workshop worth wrap written year-round yourself ranking rankings larger soon sooner duplicate duplicates clean cleaning missing gaps entries fields journey journeys uplift push wave waves hook narrative angle sprint learnings roadmap playbook kpi kpis half-time handful touch teams colleague colleagues manager department agency supplier suppliers assortment shelf shelves range ranges upselling cross-sells pricing-test headline subject subject-line preheader visuals footage creatives calls-to-action countdown teaser catalogue catalog flyer flyers mailing mailings mailer letter letters postcard postcards webshop shop-in-shop pop-up event-based lookalikes look-alikes holiday seasons quarter-end forecast forecasts forecasting budget-friendly staffing stocking capacity inventory buffer safety procurement logistics warehouse hiring sourcing hypothesis working simple simpler simplest bigger-picture uplift a b ab roi nps crm faq cta seo "
    "proceed adopt across against backed backing based careful cautiously carefully conclusions differently confirm down "
    "accordingly alone alongside always-on any around before committing rolling spending investing budgeting targeting messaging testing comparing "
    "checking planning looking sending offering giving asking inviting making using treating tailoring running launching "
    "acting deciding changing moving relying adding drawing building setting choosing writing focusing assuming reading judging"
)
"""Words of marketing that an advice may use: what one does, with what, to whom; none that says what people are like."""
ADVISED = _set(
    "act add again ahead aim alone already also another any anything apart approach area as aside audience aware away back "
    "balance base basis before behind benchmark best better bigger both break bring budget build buy buys by call campaign "
    "can card care careful carefully case cases category channel channels chart check checks clear clearer close closely "
    "column columns common communication company compare comparison compares condition conditions confirm consent consents "
    "contact content control cost costs could country customer customers cut data date dates day days decide decision decisions "
    "deeper definition depend depends detail details did different differ differently direct directly distribution does down "
    "each earlier early effort else email enough even every evidence exactly example examples exclude experiment explore export "
    "extend extra extreme factor factors far features few field figure figures filter first focus follow form found from full "
    "further future general get gives go goal goes good group groups grow guess hand happen happens happened has have held help "
    "high higher holding holdout hypotheses hypothesis idea ideas important improve include incomplete individual individually "
    "information input inputs inside instead interval into invest investigate investing items itself keep key kind kinds know "
    "known large larger later least less lets level leverage like likely limit line lines list lists long longer look "
    "looking low lower mail make making many margin margins market marketing matter matters may mean means median message "
    "messages might mind missing mix model models moment money more most move moved moves much name names need needs never new newer next "
    "note notice now number numbers offer offers often old older once only open order orders other others out outlier outliers "
    "outside overall own page part particular parts passed passes past pattern patterns pay people per period periods person personal "
    "personally phone pick pilot place places plan planning play please point points possible potential preferences prefer preview "
    "previous price prices priorities prioritise prioritize product products programme program profile purchase purchases pull "
    "pulls question questions quickly random randomly range rather reach read real really reason reasons recent recently "
    "recheck record records reduce region regions relate relationship relevant rely remaining remind repeat report reserve "
    "response responses rest result results return returns review right risk risks row rows run rules sample samples satisfaction "
    "season seasons see seem seems segment segments select selection send separate separately series service set sets several "
    "share shares short should show shows side sides sign signs similar single size sizes slice slices small smaller so some "
    "something source sources specific spend spending split splits stable standard start starts starting statistical step steps "
    "still store strategy study subset such sure survey table tables tailor tailored take target targeted targeting targets "
    "team tell term terms test testing tests than that their them then there these they thing things think third this those time "
    "times timing today together too top total totals toward towards track trait traits trend trends try turn type types under "
    "understand until up update use used useful uses using usual value values variables variation view visit wait want watch way "
    "ways week weekly weeks welcome well what when where whether which while who whole whom whose why will win winning with "
    "within without word work would write year years yet you your access service exclusive thank thanks reward "
    "rewards care coming buying leave stand stands behind comes come upload undo residuals assumptions model rerun "
    "ask advice automate bundle combine cross-sell retain retention engage engagement personalise personalize re-engage "
    "end ends live lives tested remember schedule sell stay tie upsell verify weigh"
)
"""Words of advice on figures: plain ones for looking, asking, testing, writing to people; none that says how things are."""
OF_SEVERAL = _set("compare test split ask look check see find explore break then next now")
"""How an advice may begin that names several."""
PROMISES = _any(
    "will, guaranteed, guarantee, guarantees, is, are, was, were, has, have, had, grow, grows, love, loves, free, discount, "
    "discounts, refund, refunds, prize, prizes, off, cheapest, proven, everyone, works, wins, goes up, go up, ends on, ends soon, expires, expire, sold out, last chance, they buy, they spend, they earn, it earns, it brings"
)
CAUSES = _any(
    "because, because of, due to, owing to, drive, drives, driven, driving, cause, causes, caused, causing, leads to, led to, "
    "lead to, leading to, results in, resulted in, resulting in, thanks to, effect, effects, impact, impacts, impacted, "
    "influence, influences, influenced, boost, boosts, boosted, boosting, makes, made, explain, explains, explained, "
    "explaining, therefore, hence, reason, reasons, so that, as a result, consequently, responsible, triggers, triggered, "
    "thus, brings about, owed to, stems from, since they, attributable, fuels, fuelled, fueled, contributes to"
)
SINCE = re.compile(
    r"\b(?:since|as) (?:it|its|they|their|he|she|customers|people)\b|\bsince the (?!first|last|start|beginning)\w+\b|"
    r"\bas the (?:\w+ ){1,3}(?:is|are|was|were|has|have|had|shows?|runs?|lies?|rose|fell|grows?|grew|ranges?)\b",
    re.IGNORECASE,
)
THEIRS = re.compile(r"\b(?:its|their|whose)\b", re.IGNORECASE)
LEAD = re.compile(r"lead of (.+) over (.+)")
FINE_CAUSES = frozenset(
    ["explain", "so that", "effect", "effects", "impact", "influence", "reason", "reasons", "boost"]
)
"""What an advice may speak of finding, or aim at."""
NO_CAUSES = re.compile(
    r"\bma(?:de|ke|kes)(?: up)? ¤|\b(?:measure|test|see|check) (?:the|its|their|what) effects?\b",
    re.IGNORECASE,
)
MAY_BE_CHANCE = re.compile(
    r"\bno (?:clear |significant |real )?difference (?:is|can be|was) (?:shown|proven|found|seen|told)\b|\b(?:so )?(?:the|this|that|which) (?:(?:ranking|order|difference|gap|lead|result) )?(?:is not (?:certain|sure|settled|conclusive)|is (?:uncertain|open|not certain)|(?:may|might|could) (?:well )?(?:be|come down to|be due to) chance)\b|"
    r"\b(?:the|this|that|which|it) (?:(?:difference|gap|lead) )?may (?:well )?be chance\b|"
    r"\b(?:the data |there (?:is|are) |which |that )?(?:shows? )?no (?:clear|significant) difference\b",
    re.IGNORECASE,
)
VERBS = {
    "earn": {"income", "salary", "wage", "wages", "earnings"},
    "years old": {"age"},
    "weigh": {"weight"},
}
"""What people do who have a measure, where only one is meant."""
JUDGED = _any("best, worst, strongest, weakest")
EDGES = re.compile(r"\b(ends?|ended|starts?|started|begins?|began)\b", re.IGNORECASE)
EDGE = {
    word: re.compile(
        r"\b(?:last|end|until|complete)\b" if word[0] == "e" else r"\b(?:first|begin|start)", re.IGNORECASE
    )
    for word in ("end", "ends", "ended", "start", "starts", "started", "begin", "begins", "began")
}
"""A beginning is told by a first day, an end by a last one."""
SIDE_BY_SIDE = re.compile(
    r"\b(?:holds?|held|lies?|bought|goe?s?|come?s?) (?:[\w+§]+ ){0,3}together\b", re.IGNORECASE
)
"""Together, but not all of them."""
GOODS = _any(
    "revenue, sales, profit, spend, spending, income, orders, purchases, margin, turnover, donations, visits, sold"
)
BADS = _any(
    "cost, costs, expense, expenses, return, returns, returned, refund, refunds, complaints, loss, losses, error, churn, debt, fee, fees"
)
BOUGHT_MOST = re.compile(r"\bthey (?:buy|use|order|like) most\b", re.IGNORECASE)
TIMES = _any(
    "today, yesterday, tomorrow, tonight, this year, this month, this week, this quarter, last year, last month, last week, "
    "last quarter, next year, next month, next quarter, recently, lately, nowadays, currently, right now, christmas, easter, "
    "summer, winter, spring, autumn, black friday, holidays, weekend, weekends, over the years, this season, ever"
)
EVENTS = re.compile(
    r"\b(?:after|before|since|during|until|through|throughout|with|without|following|under|despite|in) "
    r"(?:the|a|an|this|that|these|our|your|their|last|first|latest|new) (?:\w+ )?"
    r"(?:campaign|test|offer|change|contact|mailing|promotion|launch|experiment|update)s?\b",
    re.IGNORECASE,
)
"""What happened to the people of a figure, unless the fact or the question says so."""
AFTERWARDS = re.compile(
    r"\b(?:after|since|following|despite) (?:the|this|that|our|your|their|its|last) (?!first|second|next|purchase|order|visit)\w+",
    re.IGNORECASE,
)
"""What an advice would say has happened."""
PLACED = re.compile(r"\b(first|last) (?:complete )?(?:day|week|month|quarter|year|period)s?\b", re.IGNORECASE)
RATES = re.compile(
    r"\b(?:per|each|every|within an?) (?:day|week|month|quarter|year)\b|¤ (?:of \w+ )?an? (?:day|week|month|quarter|year)\b",
    re.IGNORECASE,
)
HEDGES = re.compile(
    r"\b(?:most likely|likely|roughly|approximately|estimated?|estimates|could|may|might|probably|possibly|perhaps|plausibl[ey])\b",
    re.IGNORECASE,
)
"""Fit for what has a range."""
LACKING = re.compile(r"\b(?:without|missing|withheld|left out|not|no)\b")
"""What is missing is told by saying that it is not there."""
NEGATIONS = _any(
    "not, no, never, without, none, neither, nor, isn't, aren't, doesn't, don't, didn't, hasn't, haven't, wasn't, weren't, "
    "isn’t, aren’t, doesn’t, don’t, didn’t, hasn’t, haven’t, wasn’t, weren’t, cannot, can't, can’t, fails, fail, failed, "
    "lacks, lack, lacking, except, excluding, apart from, other than, non, refuse, refused, outside"
)
CERTAIN = _any(
    "count on, counts on, rely on, relies on, bank on, significant, significantly, certain, certainly, definitely, clearly, proves, proven, prove, undoubtedly, obviously, "
    "guaranteed, guarantee, surely, undeniably, conclusively, without doubt, reliable, reliably, confirmed, confirms"
)
FUTURE = _any("will, going to, shall, expect, expected, forecast, predicted, projected, soon")
OF_EACH = re.compile(r"\b(?:per|an?|each|every)(?: new)? ([a-z]+)", re.IGNORECASE)
PER = re.compile(r"\bper\b", re.IGNORECASE)
EXPECTED = _any(
    "expect, expects, expected, expecting, expectation, forecast, forecasts, predict, predicts, predicted, prediction, project, "
    "projects, projected, estimate, estimates, estimated, will, going to, likely to"
)
"""Words that say of a figure that it has not come yet."""
BROUGHT = re.compile(r"\bso far\b|\bbrought\b")
"""Labels of what has come so far."""
CHANCES = _any("chance, chances, probability, probabilities, odds, likelihood, risk, risks, likely, unlikely")
OF_NOTHING = re.compile(
    r"\bchance alone\b|\bby chance\b|\b(?:such|this) an?\b.*\b(?:no|none|without|nothing)\b|\b(?:no|none|without|nothing)\b.*\bsuch an?\b",
    re.IGNORECASE,
)
"""What a p-value is the chance of."""
TOLD_THAT = re.compile(
    r"\b(?:say|says|write|tell|show|remind|explain|promise|mention|announce|note|let)\b[^,.;:]*\b(?:that|how)\b",
    re.IGNORECASE,
)
"""A message that says how things are."""
CURRENCIES = _any(
    "dollar, dollars, euro, euros, pound, pounds, sterling, yen, rupee, rupees, franc, francs, cents, usd, eur, gbp, jpy, inr, "
    "chf"
)
CURRENCY = {
    "USD": {"dollar", "dollars", "usd"}, "EUR": {"euro", "euros", "eur"}, "GBP": {"pound", "pounds", "sterling", "gbp"},
    "JPY": {"yen", "jpy"}, "INR": {"rupee", "rupees", "inr"}, "CHF": {"franc", "francs", "chf"},
}  # fmt: skip

KINDS = {
    "average": _any("average, averages, averaging, averaged, mean, means, on average, avg"),
    "median": _any("median, medians, middle, midpoint, typical, typically"),
    "share": _any("share, shares, proportion, portion, percentage, fraction"),
    "number": _any("number of, count of, how many, head count, headcount"),
    "total": _any("total, totals, totalling, totaling, sum, sums, sum of, adds up to, add up to"),
    "rate": _any("rate, rates"),
    "change": _any("growth, change, changes, changed, increase, decrease"),
    "gap": _any("gap, difference, differ, differs, apart, spread, lead of, margin"),
    "deviation": _any("standard deviation, deviation, variance"),
    "correlation": _any("correlation, correlate, correlates, correlated"),
    "error": _any("error, errors, off by, mae, rmse, mse"),
    "interval": _any("confidence, interval"),
    "ratio": _any("ratio, ratios"),
    "coefficient": _any("coefficient, coefficients, intercept, slope"),
}
WHOLES = _any(
    "overall, altogether, together, combined, in all, all together, as a whole, company-wide, everywhere"
)
WHOLE_LABELS = re.compile(r"\ball\b|overall|total")
HIGHEST = _set(
    "highest largest biggest most top best leading leads lead leader first strongest greatest maximum max peak peaks peaked "
    "record richest tops topped winner wins oldest longest"
)
LOWEST = _set(
    "lowest smallest least fewest worst weakest bottom minimum min trough poorest last youngest shortest trails trailing loser "
    "bottomed cheapest"
)
SUPERLATIVES = re.compile(
    rf"\b(?:{'|'.join(sorted(HIGHEST | LOWEST))}|number one|\w{{3,}}est)\b", re.IGNORECASE
)
FINE_SUPERLATIVES = re.compile(
    r"\b(?:most likely|(?:first|last) (?:complete )?(?:day|week|month|quarter|year|period|step|look|complete)s?|interest\w*|"
    r"rest|test|request|latest|west|forest|suggest|invest|harvest|honest|modest|guest|quest|contest|protest|nearest|"
    r"at first|lead of|leads? to|first of|closest|earliest|most of the time|digest|manifest|"
    r"at the (?:top|bottom) of (?:the|this|that|your) (?:list|table|ranking))\b",
    re.IGNORECASE,
)
LARGEST = _set("largest biggest top highest best")
"""Words for the first of some that mean the same beside a figure."""
AHEAD = re.compile(r"\bthe next ¤", re.IGNORECASE)
NEXT = _any("next comes, next is, comes next, next, follows, runner-up, runner up, after it")
UPWARD = _set(
    "more higher greater larger bigger above over exceeds exceed exceeding beats beat outperforms outperform rose rise rises "
    "rising risen increased increases increase grew grow grows grown growing up gained gain gains improved improves better "
    "richer older longer stronger climbed climbs jumped soared surged surpasses outsells ahead"
)
DOWNWARD = _set(
    "less lower fewer smaller below under fell fall falls fallen falling dropped drop drops decreased decreases decrease "
    "declined declines decline down lost lose loses worse worsened poorer younger shorter weaker shrank shrinks slipped "
    "plunged sank behind trails"
)
IN_TIME = _set(
    "rose rise rises rising risen increased increases grew grow grows grown growing gained climbed jumped soared surged improved fell "
    "fall falls fallen falling dropped drops decreased decreases declined declines lost shrank shrinks slipped plunged sank worsened"
)
"""Directions that are taken in time."""
SAME = _set(
    "same equal equals equally similar similarly identical unchanged stable steady flat constant level even alike tied"
)
DIRECTIONS = re.compile(rf"\b(?:{'|'.join(sorted(UPWARD | DOWNWARD | SAME))})\b", re.IGNORECASE)
FINE_DIRECTIONS = re.compile(
    r"\b(?:(?:highest|lowest) level|over the next|(?:those|\w+s) alike|over (?:all|both|the \w+s\b)|over time|falls? into|down (?:by|into)|level of|look (?:more|up)|set up|follow up|break down|drill down|split up|"
    r"(?:lower|upper) (?:end|half)|over the(?= ¤)|over(?= ¤ (?:day|week|month|quarter|year)s)|even (?:if|so)|make up|makes up|the same (?:folds|rows)|more about|bring up|end up|sum up|sign up|what lies behind|"
    r"rows behind|stands? behind|lies? behind|behind (?:it|this|these|them|the))\b",
    re.IGNORECASE,
)
RANGES = re.compile(r"\brang(?:es?|ed|ing) from ¤", re.IGNORECASE)
FROM_TO = re.compile(r"\bfrom ¤(?: (?:in|on|at|of|for) §+)? to ¤", re.IGNORECASE)
"""Of two figures the second is the later one."""
LEFT_OUT = re.compile(
    r"\b(?:without|except|excluding|leaving out|other than|apart from|not(?: in| from| on)?)(?: [\w§]+){0,2} $",
    re.IGNORECASE,
)
"""What comes right before the name of those who are left out."""
RESTS = re.compile(r"\b(?:on|from|covers?|with|for|behind|counts?|among|counted) $", re.IGNORECASE)
"""What comes right before a number of rows."""
ROUNDED = re.compile(
    r"\b(?:more than|less than|fewer than|over|under|beyond|close to|just|well|as (?:much|many|little|few) as|exceeding) ¤(?! (?:day|week|month|quarter|year)s?\b)",
    re.IGNORECASE,
)
INTRODUCED = re.compile(
    r"(?:\b(?:with|at|against|to|between|and|from|by|than|above|below)|:) $", re.IGNORECASE
)
"""What may come right before a figure in a sentence that does not say again what it measures."""
ASIDES = re.compile(
    r"(?:\b(?:what|how|whether|when|if|before|until|where|why|that)|(?<!, )\b(?:which|who|whom|whose))\b[^,.;:]*",
    re.IGNORECASE,
)
"""What an advice tells to find out is no claim; what it adds behind a comma is one ("York, which fell")."""
OPEN_ASIDES = re.compile(r"(?:\b(?:whether|if)|(?<!, )\b(?:which|who|whom|whose))\b[^,.;:]*", re.IGNORECASE)
"""Those that take nothing for granted: "whether it fell" is open, "when it fell" says that it did."""
WHY = re.compile(r"\bwhy\b(?! (?:it|this|that) is\b[^\w]*(?:so\b|$))", re.IGNORECASE)
COUNTED = _any(
    "every, everyone, everybody, none, nobody, majority, most, all of, plenty, a lot, lots, always, never, mostly, mainly, "
    "largely, predominantly, exclusively, nearly, almost, hardly, rarely, rising, falling, growing, shrinking, booming, "
    "soaring, women, men, girls, boys, young, elderly, rich, poor"
)
COUNT_WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
"""Words for how many there are of what the answer lists: they are looked up."""
COUNTED_AS = re.compile(rf"\b({'|'.join(COUNT_WORDS)}) (?:\w+ )?([a-z]+s|people)\b", re.IGNORECASE)
COUNTABLE = re.compile(
    r"(?:complete |starting )?(?:columns|segments|groups|months|weeks|days|years|methods|cohorts|traits|folds|pairs|tables|"
    r"models|files|values|points|degrees|gaps)\b"
)
"""Labels of counts that count something of their own."""
FINE_FUTURE = re.compile(
    r"\bthe (?:forecast|model) (?:rests|is|was|covers|looks|uses|used|takes|took)\b", re.IGNORECASE
)
RANKS_IN_ADVICE = ("highest", "lowest", "largest", "smallest", "top", "leading", "lower", "upper")
"""Ranks that an advice without a name may speak of: there is always a highest."""
CHOICE = re.compile(
    r"\b(?:over|instead|rather|than|before|from § to|not|against|away|ahead|less|more|but|while|whereas|only)\b",
    re.IGNORECASE,
)
"""Words that prefer one of several names."""
THAN_IT = re.compile(r"(?: than)? (?:it|that|this|them)\b", re.IGNORECASE)
"""Compared with the figure before."""
COURSE = re.compile(r", ([^,]+) to ([^,]+)$")
"""From when to when a change is, in its label."""
SO_DO = re.compile(
    r"(?:, so|, and so|;|, and|\s[–—]|, which is why you should) ((?:please )?[a-z][a-z/’'-]+ .*)$"
)
"""Where an advice may follow what is told."""
IN_ADVICE = (
    "same",
    "first",
    "last",
    "next",
    "up",
    "more",
    "longer",
    "better",
    "best",
    "most",
    "even",
    "over",
    "under",
)
FINE_WORDS = re.compile(
    r"\brest on\b|\bleave (?:it|them) out\b|\beach (?:arm|figure)\b|\bthe line (?:explains|rests)\b",
    re.IGNORECASE,
)
VAGUE = _set("value money amount number total count rate share price days date year years money items units")
"""Other names of a column that are no names of its own."""
NEUTRAL = _set(
    "a an the this that these those it its they them their there here of in on at to for from with by about around per as and or "
    "is are was were be been has have had having do does did which who whose where when while also too so then than into out up "
    "i we our us you your one between against compared comparison over across among within through during after before since "
    "until both all together behind figure figures number value values level "
    "has holds hold held lies lie stands stand stood comes come came makes make making goes go going went gives give brings "
    "bring brought shows show shown reaches reach reached amounts amount adds add found find sees see seen rests based drawn "
    "covers counts belong belongs fall falls divided split likely most roughly approximately range ranges true figure typical "
    "typically average averages averaged mean means median medians total totals sum share shares part parts portion "
    "proportion percentage rate rates difference differ differs gap apart change changed changes growth correlation correlate "
    "correlates ratio interval error errors off highest lowest largest smallest biggest top bottom leads lead leading first last "
    "next follows followed ahead peak peaked higher lower more less fewer greater larger smaller above "
    "below rose risen rise grew grown fell fallen dropped declined increased decreased increase decrease gained lost exceeds "
    "expect expected expects forecast month months week weeks quarter quarters year years day days period periods "
    "effect size sizes method methods table data row rows column columns question answer result results overall general "
    "run runs out off "
    "generally respectively there being not no without looks "
    "rank ranks ranked place places placed uses use used covers cover account accounts accounted for instead but whereas only "
    "alike down such matters matter end ends ended start starts started begin begins began comparisons grow grows growing "
    "best worst strongest weakest takes take took "
    "group groups estimate estimates estimated compares compared second third comes including includes every one ones"
)
"""Words of telling: with a figure beside them, only these and the facts' own may be used."""
TELLING_VERBS = _set(
    "generate generates generated generating contribute contributes contributed contributing comprise comprises comprised "
    "contain contains contained containing carry carries deliver delivers delivered delivering capture captures captured "
    "command commands boast boasts post posts posted posting record recorded records register registers registered log logs "
    "logged yield yields yielded produce produces produced hit hits hitting saw seeing measure measures measured mark marks "
    "marked land lands landed sit sits sat sitting turn turns turned bringing giving making having being going coming "
    "showing reaching holding spending earning paying ordering buying standing lying ranging averaging put puts take takes "
    "taking get gets got obtain obtained say says said tell tells told mean means meant place places "
    "describe describes described address addresses addressed span spans spanned spanning away collect collected collects gather gathered gathers achieve achieved achieves "
    "open opened opens close closed closes finish finished finishes kick kicked conclude concluded arrive arrived point points "
    "pointed represent represents represented total totals totalled form forms formed split splits splitting divide divides "
    "divided "
)
"""Verbs that only put a figure there: what it is a figure of, the words around it say, and these are checked."""
JOINING = _set(
    "although though however yet still meanwhile besides if unless whether how what whom each other ones "
    "it's they're that's there's we're you're you'll yours ours us themselves itself my me "
    "just quite rather very as such unlike per via by plus minus times "
    "could may might can probably possibly perhaps plausible plausibly anywhere somewhere "
    "within beyond near towards toward onto upon off along amid under below above "
    "so date middle list ranking place spot position scale field base "
)
"""Words that join, point or open a possibility; what may be is told of what has a range only."""
TOPICS = _set(
    "regression market audience cohort cohorts segment segments ranking band forecast test tests tested campaign campaigns contact contacted contacts hold held random validated cross prediction predictions "
    "model models experiment experiments sample samples offer offers arm arms list lists"
)
"""Words that may be used where the result or the question is about them, whichever figure they stand beside."""
MODELS, OF_MODELS = _set("model models backtest"), _set("model tested prediction predictions expects")
"""What may be said of a model where there is one."""
COMMON = _set(
    "value values start end date day days rows row money items item time views market number first last type name status "
    "group groups level share rate count total average other others yes no none all new old high low data plus basic free "
    "single man men woman women male female good bad best size year years month months week weeks people person question "
    "answer response result results segment segments and the for with cost line lines category product description code "
    "country city region channel source title class score rank mean median sum units unit quantity amount price points "
)
"""Words that are too common to name one thing."""
BEFORE_PEOPLE = _set(
    "per the these those all of your our and or more fewer less other both that who which with in on from to for by its their than as "
    "average single each every any an a"
)
DESCRIBED = HIGHEST | LOWEST | {"second", "third", "¤"}
"""What may stand before people: small words, and ranks, which are looked up."""
KIND_WORDS = frozenset(re.findall(r"[a-z]+", " ".join(p.pattern for p in (*KINDS.values(), WHOLES)))) - {"b"}
JUDGING = _set(
    "wins winner loser rising falling growing improved improves better worse worsened stronger weaker richer poorer richest "
    "poorest older younger oldest youngest longer shorter longest shortest cheapest outsells stable steady flat constant up down "
    "best worst strongest weakest even top"
)
"""Words for a direction or a rank that say more than that one: who wins has played, what is rising goes on."""
TOLD = (
    NEUTRAL
    | frozenset(COUNT_WORDS)
    | TELLING_VERBS
    | JOINING
    | KIND_WORDS
    | ((HIGHEST | LOWEST | UPWARD | DOWNWARD | SAME) - JUDGING)
)
"""Words that may stand around figures: they claim nothing, or another rule looks up what they claim."""
NO_VERBS = _set(
    "to then now also first early whoever before after if when for what how question questions next objective insight channel timing hand"
)
"""Words that an advice may open with that are no verbs: with a figure, a sentence that begins so tells something."""
IMPERATIVES = ADVICE - NO_VERBS
BY_WAYS = _set(
    "phone mail post sms letter telephone stay stays new newer old older recent repeat regular paid"
)
"""Words of advice that would say of so many people by which way or what they are."""
ADVISING = NEUTRAL | ADVICE | ADVISED | MARKETING | {"same", "similar"}
"""Words that may stand in an advice."""
