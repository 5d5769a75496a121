"""One way to say it: a model's wording, said in the plain words that the check of its claims knows.

Three things are told apart. A degree ("only", "slightly") is no fact's, so it is cut from what is told. A frame ("keep in
mind that") claims nothing, so the check reads past it. An idiom stands for the plain words that claim the same ("tops the
list": leads), and the check reads those; what a person sees is the model's own sentence. Each idiom must claim no less than
the words that it stands for, or a lie would pass under them.
"""

from __future__ import annotations

import re

DEGREES = re.compile(
    r"(?<!not )(?<!if )\b(?:only|just|merely|slightly|somewhat|considerably|substantially|noticeably|markedly|comfortably|"
    r"narrowly|marginally|clearly|notably|a (?:bit|little|touch|shade)|far(?= (?:more|less|fewer|higher|lower|ahead|above|below|behind|larger|smaller))|"
    r"much(?= (?:more|less|higher|lower|larger|smaller|older|younger))|well(?= (?:ahead|above|below|behind))|closely(?= (?:behind|followed))|"
    r"impressively|solidly?|sharply|steadily|slowly|quickly|modestly)\b,? ",
    re.IGNORECASE,
)
"""How much in one word, right before what it grades; "not only" and "if only" are other words."""
SIZES = (
    "small|slight|modest|narrow|clear|solid|strong|sizeable|sizable|large|big|huge|notable|considerable|substantial|hefty|full|mere|"
    "respectable|healthy|impressive|remarkable|slim"
)
GRADED = re.compile(
    rf"\ban? (?:{SIZES}) (?=\{{)|"
    rf"(?<= a |an )(?:{SIZES}) (?=(?:gap|difference|drop|rise|increase|decrease|lead|margin|decline|gain|change)\b)",
    re.IGNORECASE,
)
"""A size in words, of a figure or of a difference that has one."""
FRAMES = re.compile(
    r"^(?:in (?:short|summary|brief|other words|essence|practice|detail|particular|this case|fact)|put (?:simply|differently)|simply put|"
    r"notably|interestingly|importantly|meanwhile|moreover|furthermore|additionally|in addition|in turn|of note|"
    r"that said|at the same time|by (?:contrast|comparison)|in (?:contrast|comparison)|on the other hand|at the other end(?: of the (?:scale|list|range))?|"
    r"for (?:context|reference|comparison|planning|planning purposes|your planning|orientation)|looking at (?:the )?\w+|"
    r"as for (?:the )?\w+|in terms of (?:the )?\w+|when it comes to (?:the )?\w+|across the board|here|again|still|finally|next|first of all|to be sure|in return), "
    r"|(?:^|(?<=, but )|(?<=, and )|(?<=; ))(?:please )?(?:(?:do )?(?:keep|bear|have) in mind|note|remember|be aware|it(?: is|'s|’s) (?:also )?worth (?:noting|knowing|remembering)|it should be noted|"
    r"this (?:means|tells us|shows)|that means|the (?:data|figures?|numbers?|results?|analysis|breakdown|ranking|model)(?: also)? (?:shows?|tells?(?: us)?|finds?|says?|puts?|reveals?|indicates?)|"
    r"we(?: can)? (?:see|find)|you(?: can| will)? (?:see|find|notice)|looking closer|according to (?:the|our|this) (?:data|figures|numbers|analysis|model))(?: that |: |,? )",
    re.IGNORECASE,
)
"""How a sentence is opened without a claim. "Keep in mind the collapse" is none of them: what follows is a whole sentence."""
NEEDS_THAT = re.compile(
    r"(?:mind|aware|note|noting|knowing|remember|remembering|means?|noted)(?:,? )$", re.IGNORECASE
)
RANKING = r"(?:list|ranking|rankings|table|chart|charts|field|pack|board|leaderboard|league table)"
IDIOMS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), plain)
    for pattern, plain in (
        (rf"(?:tops?|topping|heads?|leads?|leading) (?:the|our|your|this) {RANKING}", "leads"),
        (rf"(?:comes?|came|coming|is|sits?|sitting|stands?|ranks?|finishes) (?:out )?(?:on|at the) top(?: of (?:the|our|your|this) {RANKING})?", "leads"),
        (r"(?:takes?|taking|holds?|claims?|occupies|has|earns?) (?:the )?(?:top|first|leading) (?:spot|place|position|rank)", "leads"),
        (r"(?:is|sits|stands) (?:out )?in front|is the (?:front-?runner|leader|leading \w+)|(?:is|was) (?:in the lead|number one)", "leads"),
        (r"(?:ranks?|places?|finishes) (?:highest|first)", "leads"),
        (rf"brings? up the rear|(?:trails?|trailing) (?:the|this) {RANKING}|(?:sits?|sitting|is|was|ranks?|comes?|came|coming|finishes|lands?|stands?|placed) (?:in )?(?:at the bottom(?: of (?:the|our|your|this) {RANKING})?|(?:the )?last (?:place|position|spot)|last)|rounds? (?:out|off) (?:the|this) {RANKING}", "comes last"),
        (r"(?:takes?|taking|holds?|claims?|ranks?|comes? in|coming in|is in|was in|places?|finishes) (?:the )?second(?: (?:spot|place|position))?", "comes second"),
        (r"(?:comes?|came|coming|clocks?|clocked|weighs?|weighed|works?|worked|lands?|landed|checks?|checked|averages?|averaged) (?:in |out )(?:at|to)|(?:stands|stood|sits|sat|lands|landed|arrives|arrived) at", "comes to"),
        (r"(?:averages?|averaged|averaging)(?= \{)", "is on average"),
        (r"(?:totals?|totalled|totaled|totalling|totaling)(?= \{)", "comes in total to"),
        (r"(?:bring|take|bringing|taking)(?:s)? home", "earn"),
        (r"outspends?", "spend more than"),
        (r"leads? (\{[\w.]+\}|[A-Z]\w+) by", r"is ahead of \1 by"),
        (r"(?:that|who|which) (?:resemble|look like|are similar to|match|mirror)(?= (?:the|your|our|\{))|resembling|similar to(?= (?:the|your|our) (?:customers|members|users|buyers|segments))", "like"),
        (r"(?:that|who|which) match", "that fit"),
        (r"(?:at|with) (high|medium|low|highest) risk(?: of (?:leaving|churning|lapsing|churn))?", r"of \1 risk"),
        (r"detect(?:ing)?|spot(?:ting)?|pick(?:ing)? up", "find"),
        (r"(?:we|you|one) (?:can|may|should|could) expect (?:the )?(?:true |real |actual )?(average|mean|median|share|rate|figure|gap|difference)((?: \w+){0,3}) to (?:lie|fall|be)(?= between)", r"the true \1\2 most likely lies"),
        (r"times as (?:high|large|big|much|great)", "times"),
        (r"to date|until now|thus far|up to now", "so far"),
        (r"all (?:taken )?together|taken together|all told|all in all", "together"),
        (r"(?:real|actual|true) (?=average|mean|median|figure|value|share|rate|number|gap|difference|lead|size)", "true "),
        (r"(?:anywhere|somewhere) between", "between"),
        (r"(?:anywhere|somewhere) from", "from"),
        (r"(?:runs?|running|spans?|spanning|stretch(?:es)?|stretching|extends?|extending|goes) (?:all the way )?from", "ranges from"),
        (r"as (?:much|many|high|low) as(?= \{)", "at most"),
        (r"together with|along with|alongside|as well as", "and"),
        (r"(?:when )?(?:measured|compared|set|put|held) (?:against|with|to|beside|next to)", "against"),
        (r"relative to|in comparison (?:to|with)|next to|vs\.?|versus|as opposed to", "against"),
        (r"per head|per person|a head|apiece", "on average"),
        (r"accounts? for|accounted for|accounting for|represent(?:s|ed|ing)?|constitut(?:es?|ed|ing)", "has"),
        (r"in (?:the )?(?:lead|front)", "ahead"),
        (r"out of (?:a|the) (?:total|overall) (?:of )?(?=\{)", "against a total of "),
        (r"out of (?:all )?(?=\{)", "of "),
        (r"(?<!against )(?:a|the) total of(?= \{)", ""),
        (r"among (?:them|these|those|all)", ""),
    )
)  # fmt: skip


def without_degrees(sentence: str) -> str:
    """A sentence without its degrees, as it is told."""
    cut = GRADED.sub("", DEGREES.sub("", sentence)).strip()
    return cut[:1].upper() + cut[1:] if sentence[:1].isupper() else cut


def plain(sentence: str) -> str:
    """A sentence as the check reads it: without frames, idioms in plain words."""
    said = _unframed(sentence)
    for pattern, words in IDIOMS:
        said = pattern.sub(words, said)
    return re.sub(r" {2,}", " ", said).strip()


def _unframed(sentence: str) -> str:
    def past(hit: re.Match[str]) -> str:
        return hit[0] if NEEDS_THAT.search(hit[0]) else ""

    return FRAMES.sub(past, sentence)
