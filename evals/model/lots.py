"""Lots of fresh sentences, each written before anybody looked at what the check lets through, then learnt from.

A lot holds what a model might write about results that it has seen only as its prompt shows them: honest sentences and
lies. Kept with it is the first contact: how many honest ones were told and how many lies, before the check learnt from the
lot. That says what a new model would meet; what the check does with them now flatters it. The first lot was written to
the prompt of version 1, all others to version 2.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Lot:
    """Sentences by result: those of `CASES` in sentences.py, or of a question in `ASKED`."""

    told_first: int
    lies_first: int
    honest: dict[str, tuple[str, ...]]
    lies: dict[str, tuple[str, ...]]


ASKED: dict[str, tuple[tuple[str, ...], str]] = {
    "spend by channel": (("campaigns",), "total spend by channel"),
    "conversions": (("campaigns",), "conversions by campaign"),
    "clicks by week": (("campaigns",), "clicks by week as a line"),
    "consent by country": (("customers",), "share of customers with newsletter consent by country"),
    "customers by channel": (("customers",), "how many customers per channel"),
    "order value by month": (("customers", "orders"), "average order value by month"),
    "top products": (("orders",), "top 5 products by revenue"),
    "revenue by category": (("orders",), "revenue by category"),
    "income by card": (("customers",), "compare income of loyalty card holders and others"),
    "coming back": (("customers", "orders"), "how many customers come back?"),
    "pairs of products": (("orders",), "which products are bought together?"),
    "shop segments": (("customers", "orders"), "segment the customers"),
    "three months ahead": (("orders",), "forecast revenue for the next 3 months"),
    "top tenth": (("customers", "orders"), "what share of revenue comes from the top 10 % of customers?"),
    "two tables": (("customers", "orders"), "what is in this data?"),
}
"""Questions to the sample files that lots are about besides: files and question."""

_LOT_1 = Lot(
    6,
    1,
    {
        "ranked": (
            "{top.row} tops the list with an average income of {top}, ahead of {second.row} at {second} and {bottom.row} at {bottom}.",
            "Customers in {top.row} bring home {top} on average, which is {gap} more than customers in {second.row}.",
            "With {bottom}, {bottom.row} sits at the bottom of the three cities in average income.",
            "The spread is small: {top.row} and {second.row} are only {gap} apart in average income.",
            "Keep in mind that the average for {top.row} could lie anywhere between {top.low} and {top.high}.",
            "Run a small pilot in {top.row} before you roll out a premium offer everywhere.",
            "Treat {top.row}, {second.row} and {bottom.row} as one market until more data is in.",
        ),
        "two measures": (
            "{value.1.row} customers are slightly older than {value.2.row} customers, with an average age of {m2.1} compared to {m2.2}.",
            "Subscribers on {value.1.row} have an average income of {value.1}, which is {gap} above the {value.2} on {value.2.row}.",
            "The two plans look alike: average income is {value.1} on {value.1.row} and {value.2} on {value.2.row}.",
            "Across both plans, average income works out at {overall}.",
        ),
        "single": (
            "Your customers spend {value} on average, based on {n} customers.",
            "The real average is likely somewhere between {value.low} and {value.high}.",
            "Use {value} as the baseline for average spend when you plan the next offer.",
        ),
        "course": (
            "Revenue opened the year at {first} in {first.row} and closed {last.row} at {last}.",
            "The strongest month was {peak.row}, when revenue hit {peak}.",
            "{trough.row} was the weakest month with revenue of just {trough}.",
            "After {before} in {before.row}, revenue slipped to {last} in {last.row}, a drop of {step}.",
            "Altogether, the {groups} months brought in {total} of revenue.",
            "Treat {partial.1} with care, because the month is not complete yet.",
            "Compare {last.row} with the same month last year before drawing conclusions.",
            "Net of returns, revenue comes to {policy.net}.",
        ),
        "segment": (
            "Our customers split into {k} segments of similar size, the biggest being {size.1.row} with {size.1} customers.",
            "{total.1.row} generates {total.1} of spend, more than {total.2.row} with {total.2} and {total.3.row} with {total.3}.",
            "{mean_spend.1.row} customers are your most valuable ones, spending {mean_spend.1} on average.",
            "Although {size.1.row} represents {share.1} of customers, it contributes {revenue_share.1} of spend.",
            "Reward {size.1.row} with a loyalty perk and invite {size.2.row} to come back with a seasonal offer.",
            "Be careful with these segments, since the least stable one reaches a stability of {stability}.",
        ),
        "profile": (
            "The {size} customers in {size.row} make up {share} of your base yet generate {measure_share} of spend.",
            "They outspend the average customer, with a mean of {mean} versus {mean_all} overall.",
            "Half of them spend more than {median}, compared with a median of {median_all} for everyone.",
            "On average they are {over.1} years old, against {over_all.1} for all customers.",
            "Build a loyalty offer around this group and test it against a control group.",
        ),
        "compare": (
            "Customers on {b.row} earn {b} on average, those on {a.row} {a}, so the two plans are nearly level.",
            "The difference of {difference} could well be chance, as the range runs from {difference.low} to {difference.high}.",
            "With a p-value of {p}, there is no evidence that the plans differ in average income.",
            "Don't target by plan based on income alone.",
        ),
        "compare many": (
            "{a.row} comes out on top with an average spend of {a}, followed by {b.row} at {b}.",
            "Customers in {lowest.row} spend the least, {lowest} on average.",
            "{a.row} leads {b.row} by {difference}, but the true gap may lie anywhere between {difference.low} and {difference.high}.",
        ),
        "forecast": (
            "We expect revenue of {forecast} in {forecast.row}, with a likely range from {forecast.low} to {forecast.high}.",
            "That is in line with {last.row}, when revenue came in at {last}.",
            "Plan your {forecast.row} budget around {forecast}, but prepare for anything from {low} to {high}.",
            "In the backtest the forecast was off by {mae} on average.",
        ),
        "correlate": (
            "Age and income move together almost perfectly, with a correlation of {r}.",
            "Older customers tend to have a higher income: the correlation is {r} over {n} customers.",
        ),
        "concentration": (
            "The top {top} of customers, {largest} people, hold {share} of all spend.",
            "It takes {count} customers, or {count_share} of the base, to reach {reach} of total spend.",
            "If spend were spread evenly, the same group would hold {even}.",
            "Nurture these {largest} customers with a VIP programme.",
        ),
        "campaign": (
            "Reach out to the {size} customers in the audience, who make up {share} of your base and {spend_share} of spend.",
            "Send the offer to {contacted} of them and hold back {held_out} at random as a control group.",
            "Call the campaign a success if average spend climbs to {target} from {baseline}.",
        ),
        "predict": (
            "A customer aged 40 would be expected to spend {prediction}, most likely between {prediction.low} and {prediction.high}.",
            "This customer is expected to spend {prediction}, which is {gap} below the average of {mean}; the range runs from {low} to {high}.",
        ),
        "target": (
            "The top tenth of customers contains {reached10} of all plus customers, a lift of {lift10}.",
            "The model separates well, with an AUC of {auc}.",
            "Start with the tenth that the model ranks highest and compare against a random group.",
        ),
        "value": (
            "A typical customer has brought in {historic} so far and is expected to add another {expected} over the next {horizon} months.",
            "The best tenth of customers account for {top_share} of revenue to date.",
            "Taken together, today's {customers} customers should bring {expected_total} over the coming {horizon} months.",
            "A new customer is worth around {new}, so keep acquisition costs well below that.",
        ),
        "lookalike": (
            "There are roughly {market} households that resemble your customers, which is {share} of the {asked} in the market.",
            "Look for households with an income between {from.1} and {to.1} and an age from {from.2} to {to.2}.",
        ),
        "significance": (
            "The average spend is {mean.1} on {mean.1.row} and {mean.2} on {mean.2.row}, a difference that is not statistically significant (p = {p}).",
        ),
        "experiment": (
            "You need {total} customers in all, {first} in each arm, to detect a rise of {rise}.",
            "With only {have} customers available, the test could find a difference of {least} at best.",
        ),
        "churn": (
            "{high} customers are at high risk of leaving, and they brought in {high_value} over the last year.",
            "Contact the {high} customers at high risk first with a win-back offer.",
        ),
        "audience": (
            "Of the {matched} customers that fit, {kept} are on the list, because the rest have not consented.",
            "The list contains {kept} customers, or {share} of those that match.",
        ),
        "basket": (
            "None of the product pairs appear together more often than chance would suggest.",
            "The most frequent pair was bought together in {top} of {orders} orders.",
        ),
    },
    {
        "ranked": (
            "Most customers in {top.row} earn more than {top}.",
            "{top.row} is our wealthiest market and its {top.n} customers earn a combined {top}.",
            "Nearly everyone in {bottom.row} earns {bottom}.",
            "{top.row} customers outspend the rest with an average income of {top}.",
            "Average income in {top.row} has climbed to {top}.",
            "{bottom.row} customers earn {gap} less than customers in {top.row}.",
            "{top.row} is significantly ahead of {second.row}, with {top} against {second}.",
            "The middle customer in {top.row} has an income of {top}.",
        ),
        "two measures": (
            "{value.1.row} attracts wealthier customers by making older people upgrade, with an average income of {value.1}.",
            "The oldest customer on {m2.1.row} is {m2.1}.",
            "Income rises with age: {value.1} on {value.1.row} at {m2.1}.",
            "{value.2.row} customers have an average age of {m2.1}.",
        ),
        "single": (
            "Each customer spends {value} a month.",
            "Customers spent {value} in total.",
            "Customers spend between {value.low} and {value.high}.",
            "The average order is worth {value}.",
        ),
        "course": (
            "Revenue has fallen every month since {peak.row}, ending at {last}.",
            "{last.row} closed the year at {last}, the worst month on record.",
            "Revenue grew by {change} per month since {first.row}.",
            "Profit in {last.row} was {last}.",
            "The average month brought in {total}.",
            "Customers spent {last} each in {last.row}.",
            "Revenue will reach {peak} again next month.",
            "Revenue rose {step} from {before.row} to {last.row}.",
        ),
        "segment": (
            "{size.1.row} is the most loyal segment with {size.1} customers.",
            "{mean_spend.2.row} spends more per customer than {mean_spend.1.row}: {mean_spend.2} against {mean_spend.1}.",
            "{share.1} of spend comes from {share.1.row}.",
            "{size.2.row} lost {size.2} customers.",
            "Only {size.3} customers in {size.3.row} are profitable.",
        ),
        "profile": (
            "This group is growing and now has {size} customers.",
            "They buy more often, with a mean spend of {mean}.",
            "Every one of them spends at least {median}.",
            "They make up {measure_share} of customers.",
            "This group brings a profit of {total}.",
            "They spend {mean} more than the average customer.",
        ),
        "compare": (
            "Upgrading to {b.row} lifts income to {b}.",
            "The probability that plus customers earn more is {p}.",
            "There is a {p} chance that the difference is real.",
            "The plans have exactly the same income, since the p-value is {p}.",
            "{a.row} customers earn more than {b.row} customers: {a} against {b}.",
        ),
        "forecast": (
            "Revenue will be {forecast} in {forecast.row}, guaranteed to stay within {forecast.low} and {forecast.high}.",
            "Demand is cooling, with revenue of {forecast} expected for {forecast.row}, between {low} and {high}.",
            "The forecast misses by at most {mae}.",
        ),
        "correlate": (
            "Growing older raises income, as the correlation of {r} shows.",
            "Income explains {explained} of what customers spend.",
        ),
        "concentration": (
            "A loyal core of {largest} customers makes {share} of all purchases.",
            "{count} customers bring {share} of total spend.",
            "The smallest {top} of customers hold {share} of spend.",
        ),
        "campaign": (
            "The campaign will lift average spend to {target}.",
            "Customers in the audience have responded to earlier offers, spending {mean_spend} on average.",
            "Contact all {size} customers, {held_out} of whom have agreed.",
        ),
        "predict": (
            "A customer like this will spend {prediction}.",
            "Nine in ten customers spend between {low} and {high}.",
        ),
        "target": (
            "Contacting the top tenth will win {rate10} of them.",
            "The model is right in {auc} of cases.",
        ),
        "value": (
            "Customers stay with us for {horizon} months and bring {expected}.",
            "The average customer makes {purchases} purchases a year.",
            "Half of the customers will bring more than {expected}.",
        ),
        "lookalike": (
            "{market} households want to buy from you.",
            "We already reach {share} of the market.",
        ),
        "experiment": (
            "The test will raise spend by {rise}.",
            "With {have} customers the test has a power of {power}.",
        ),
        "churn": (
            "{high} customers left in the last {soon} days.",
            "You will lose {high_value} if the customers of high risk leave.",
        ),
    },
)

_LOT_2 = Lot(
    38,
    2,
    {
        "ranked": (
            "{top.row} has the highest average income with {top}, ahead of {second.row} with {second} and {bottom.row} with {bottom}.",
            "The gap in average income between {top.row} and {second.row} is {gap}.",
            "Average income overall is {overall}, and {top.row} lies above it with {top}.",
            "The average income in {top.row} is {top}, with an interval of {top.low} to {top.high}, so the ranking is not certain.",
            "{n} customers are behind this ranking, {top.n} of them in {top.row}.",
            "Test one message in all cities before you split your budget by city.",
            "Review the income mix in {top.row} with your team before you launch a premium offer there.",
            "{bottom.row} trails with an average income of {bottom}, below the overall figure of {overall}.",
        ),
        "two measures": (
            "Customers on {top.row} have the higher average income with {top}, compared with {second} on {second.row}.",
            "Average age is {m2.1} on {m2.1.row} and {m2.2} on {m2.2.row}.",
            "The gap in average income is {gap} between {top.row} and {second.row}.",
            "Design one campaign for both plans and personalise it by age.",
        ),
        "single": (
            "The average spend of your {n} customers is {value}.",
            "We can expect the true average spend to lie between {value.low} and {value.high}.",
            "Segment your customers by city to see where average spend differs.",
        ),
        "course": (
            "Revenue rose by {change} from {first.row} to {last.row}, from {first} to {last}.",
            "Revenue peaked in {peak.row} with {peak} and was lowest in {trough.row} with {trough}.",
            "From {before.row} to {last.row}, revenue fell by {step} to {last}.",
            "Total revenue across the {groups} months was {total}, based on {n} order lines.",
            "{partial.1} is an incomplete period and should be left out of any comparison.",
            "The data run from {data.first} to {data.last}.",
            "Plan a push for the weaker months and watch revenue by product.",
        ),
        "segment": (
            "{size.1.row} is the largest segment with {size.1} customers, followed by {size.2.row} with {size.2}.",
            "Spend is highest in {total.1.row} with {total.1}, compared with {total.2} in {total.2.row} and {total.3} in {total.3.row}.",
            "{mean_spend.1.row} has a mean spend of {mean_spend.1} per customer.",
            "The bootstrap stability of the least stable segment is {stability}, so treat the segments as a working hypothesis.",
            "The recommended number of segments is {recommended}.",
            "Create a tailored welcome journey for each segment and measure the uplift.",
            "The {k} segments cover {n} customers with a total spend of {total}.",
        ),
        "profile": (
            "There are {size} customers in {size.row}, which is {share} of all {all} customers.",
            "This group has a mean spend of {mean}, higher than the mean of {mean_all} for all customers.",
            "The group generates {total} of spend, or {measure_share} of all spend.",
            "The median spend of the group is {median}, above the {median_all} of all customers, with an interval of {median.low} to {median.high}.",
            "Reach this group through a VIP newsletter with early access.",
        ),
        "compare": (
            "Average income is {b} for {b.row} and {a} for {a.row}, a difference of {difference}.",
            "The chance of such a difference where there is none is {p}, so the difference may be chance.",
            "The difference in average income lies between {difference.low} and {difference.high}.",
            "Use the same message for both plans until more data is available.",
        ),
        "compare many": (
            "{a.row} has the highest average spend with {a}, ahead of {b.row} with {b}, while {lowest.row} has the lowest with {lowest}.",
            "The lead of {a.row} over {b.row} is {difference}, with an interval from {difference.low} to {difference.high}.",
            "Collect more data per city before shifting budget between them.",
        ),
        "drivers": (
            "{headline} is the strongest driver of spend: shuffling it adds {driver.1} to the error.",
            "Shuffling {driver.2.row} adds {driver.2} to the error, less than the {driver.1} of {driver.1.row}.",
        ),
        "forecast": (
            "Expected revenue for {forecast.row} is {forecast}, with a range from {forecast.low} to {forecast.high}.",
            "The narrower band for {forecast.row} runs from {low80} to {high80}.",
            "Revenue in the last complete month, {last.row}, was {last}, and the mean of all complete months is {mean}.",
            "Prepare stock and staff for the whole range, not only for the middle of it.",
        ),
        "correlate": (
            "The correlation of age and income is {r}, based on {n} customers.",
            "The share of the variation that age and income have in common is {explained}.",
        ),
        "concentration": (
            "The largest {largest} customers hold {share} of spend, against {even} if all were equal.",
            "{count} customers, {count_share} of all customers, make {reach} of spend.",
            "Set up a key account programme for the largest customers.",
        ),
        "campaign": (
            "Address the {size} customers of this group, who have {spend_share} of all spend.",
            "Their average spend is {mean_spend}, compared with {overall_spend} for all customers.",
            "{contacted} customers are contacted and {held_out} are held out at random.",
        ),
        "predict": (
            "The expected spend is {prediction}, with a range from {prediction.low} to {prediction.high}, below the mean spend of {mean} for all.",
            "{comparables} comparable rows stand behind this expectation.",
        ),
        "value": (
            "Each customer has brought a mean revenue of {historic} so far, with a median of {median}.",
            "Expected revenue per customer over the {horizon} months ahead is {expected}, between {expected.low} and {expected.high}.",
            "The {customers} customers have brought {total} of revenue so far.",
        ),
        "significance": (
            "Mean spend is {mean.1} for {mean.1.row} and {mean.2} for {mean.2.row}, with a p-value of {p}.",
            "The p-value of {p} is above the level of significance of {alpha}, so no difference is shown.",
        ),
        "experiment": (
            "You need {total} people in all, {first} in the control arm and {second} in the other arm.",
            "With {have} customers, the smallest difference that they would show is {least}.",
        ),
        "churn": (
            "{high} customers are of high risk, and they brought revenue of {high_value} in the last year.",
            "In the held-out days, {high_true} of the customers of high risk bought nothing, against {high_said} expected.",
        ),
        "audience": (
            "{kept} of the {matched} customers that fit are in the list, a share of {share}.",
            "{out.1} customers were left out: {out.1.row}.",
        ),
        "lookalike": (
            "{market} households are like your customers, a share of {share}, with an interval of {market.low} to {market.high} households.",
        ),
        "target": (
            "The rate of plus is {base} overall, with {yes} of {rows} customers.",
            "The AUC out of fold is {auc}, with an interval of {auc.low} to {auc.high}.",
        ),
    },
    {
        "ranked": (
            "{top.row} has the highest income per household with {top}.",
            "Average income is highest in {top.row} with {top}, which makes it the best place for premium products.",
            "{bottom.row} has the highest potential, with an average income of {bottom}.",
            "Customers in {top.row} spend {top} on average.",
            "{top.row} has {top.n} customers with the highest income of {top}.",
            "{second.row} is close to overtaking {top.row}, with {second} against {top}.",
            "All customers of {bottom.row} earn below {overall}.",
            "Income in {top.row} is {gap} above average.",
        ),
        "two measures": (
            "{top.row} has older customers with more money: the age is {m2.1} and income {second}.",
            "Customers upgrade to {top.row} at an average age of {m2.1}.",
            "The average income of customers aged {m2.1} is {top}.",
            "The gap in average age is {gap}.",
        ),
        "single": (
            "The average spend per order is {value}.",
            "The average spend has been checked by {n} customers.",
            "Average spend will lie between {value.low} and {value.high}.",
        ),
        "course": (
            "Revenue per order peaked in {peak.row} with {peak}.",
            "Revenue rose by {change} in {last.row}.",
            "Average revenue was {total} over the months.",
            "Revenue fell from {first} to {last}.",
            "Revenue has been falling since {peak.row}, down to {last} in {last.row}.",
            "{n} orders brought {total} of revenue.",
            "Revenue fell by {step} in {last.row} because fewer people ordered.",
            "Revenue doubled from {first} to {peak} by {peak.row}.",
        ),
        "segment": (
            "{size.1.row} is the most engaged segment with {size.1} customers.",
            "{total.1.row} has the highest average spend with {total.1}.",
            "{size.2.row} is growing to {size.2} customers.",
            "{recommended} segments are recommended, with {k} customers each.",
            "The stability of the segments is high with {stability}.",
            "{size.3.row} has {size.3} customers who are about to leave.",
        ),
        "profile": (
            "{measure_share} of these customers spend more than average.",
            "This group holds {total} customers.",
            "This group has a mean income of {mean}.",
            "{share} of this group spend more than {median}.",
            "The group bought {mean} more than all customers.",
        ),
        "compare": (
            "Average income is {a} for {b.row} and {b} for {a.row}.",
            "The chance that the plans are the same is {p}.",
            "Income differs by {difference}, and {a.row} is ahead.",
            "The difference in spend lies between {difference.low} and {difference.high}.",
        ),
        "compare many": (
            "{lowest.row} lost spend down to {lowest}.",
            "{a.row} leads all cities by {difference}.",
            "{b.row} has the highest average spend with {b}.",
        ),
        "drivers": (
            "{headline} raises spend by {driver.1}.",
            "{driver.2.row} is {driver.2} of spend.",
        ),
        "forecast": (
            "Revenue of {mean} is expected for {forecast.row}, with a range from {forecast.low} to {forecast.high}.",
            "Revenue is expected to be between {low80} and {high80} with a level of {level}.",
            "Revenue will be above {forecast.low} in {forecast.row}.",
        ),
        "correlate": (
            "{explained} of customers have both age and income.",
            "Income grows by {r} with age.",
        ),
        "concentration": (
            "{largest} customers left, taking {share} of spend.",
            "The largest customers have {count_share} of spend.",
            "{count} customers hold {even} of spend.",
        ),
        "campaign": (
            "{contacted} customers have agreed and {held_out} have declined.",
            "The campaign costs {baseline} per customer.",
        ),
        "predict": (
            "The expected spend of all customers is {prediction}, from {prediction.low} to {prediction.high}.",
            "{comparables} customers will spend {prediction}, from {prediction.low} to {prediction.high}.",
        ),
        "value": (
            "Each customer will bring {historic} so far.",
            "Expected revenue per new customer is {expected}, between {expected.low} and {expected.high}.",
            "The median expected revenue is {median}.",
        ),
        "significance": (
            "The p-value of {p} shows that both plans spend the same.",
            "Mean spend rose from {mean.1} to {mean.2}.",
        ),
        "experiment": (
            "With {have} customers, a rise of {rise} would show.",
            "The test needs {first} people in all.",
        ),
        "churn": (
            "{high_true} of customers are of high risk.",
            "{high} customers bought nothing in the held-out days.",
        ),
        "audience": ("{matched} customers are in the list, {kept} of them fit.",),
        "lookalike": ("{behind} households are like your customers.",),
        "target": ("{yes} of {rows} customers responded to the offer.",),
    },
)

_LOT_3 = Lot(
    40,
    2,
    {
        "spend by channel": (
            "{top.row} has the highest total spend with {top}, ahead of {second.row} with {second}.",
            "{share.row} makes up {share} of total spend, while {share.4.row} makes up {share.4}.",
            "Total spend across all channels is {total}.",
            "{bottom.row} has the lowest total spend with {bottom}.",
            "The gap in total spend between {top.row} and {second.row} is {gap}.",
            "{value.3.row} follows with a total spend of {value.3}, a share of {share.3}.",
            "Compare spend with conversions by channel before you move any budget.",
        ),
        "conversions": (
            "{top.row} leads with {top} total conversions, a share of {share}.",
            "{second.row} has {second} conversions in total, {gap} less than {top.row}.",
            "All {groups} campaigns together brought {total} conversions.",
            "{bottom.row} comes last with {bottom} conversions.",
            "{share.2.row} accounts for {share.2} of total conversions and {share.3.row} for {share.3}.",
            "Look at the cost per conversion of each campaign next.",
        ),
        "clicks by week": (
            "Total clicks were highest in the week of {peak.row} with {peak} and lowest in the week of {trough.row} with {trough}.",
            "Total clicks rose by {step} from {before.row} to {last.row}.",
            "Total clicks increased from {first} on {first.row} to {last} on {last.row}, a change of {change}.",
            "Across the {groups} weeks, the campaigns collected {total} clicks.",
        ),
        "consent by country": (
            "The share of customers with newsletter consent is highest in {top.row} with {top}, followed by {second.row} with {second}.",
            "{bottom.row} has the lowest share with {bottom}, compared with {overall} overall.",
            "The share in {top.row} lies between {top.low} and {top.high}.",
            "Ask for newsletter consent at checkout and track the share by country.",
        ),
        "customers by channel": (
            "Most customers come from {top.row}: {top} customers, or {share} of all customers.",
            "{second.row} brings {second} customers, {gap} fewer than {top.row}.",
            "{bottom.row} has the fewest customers with {bottom}.",
            "{share.4} of customers came through the {share.4.row}.",
            "In total there are {total} customers across {groups} channels.",
        ),
        "order value by month": (
            "Average order value peaked in {peak.row} with {peak} and was lowest in {trough.row} with {trough}.",
            "In {last.row}, average order value was {last}, down {step} from {before.row}.",
            "Average order value grew by {change} from {first.row} to {last.row}.",
            "Look into the orders of {peak.row} before you use its figure as a benchmark.",
        ),
        "top products": (
            "{top.row} is the product with the highest revenue, {top}, ahead of {second.row} with {second}.",
            "{share.row} accounts for {share} of revenue, {share.2.row} for {share.2} and {share.3.row} for {share.3}.",
            "Total revenue is {total}.",
        ),
        "revenue by category": (
            "{top.row} leads the categories with revenue of {top}, which is {gap} more than {second.row}.",
            "{top.row} and {second.row} hold {share} and {share.2} of revenue.",
            "{bottom.row} is the smallest category with revenue of {bottom}.",
            "Valid revenue comes to {policy.kept} and net revenue to {policy.net}.",
        ),
        "income by card": (
            "The average income of {a.row} is {a}, compared with {b} of {b.row}.",
            "The difference in average income is {difference}, with an interval from {difference.low} to {difference.high}, so it may be chance.",
            "The medians are {median_a} and {median_b}, a difference of {median_difference}.",
            "{n_a} customers are in {n_a.row} and {n_b} in {n_b.row}.",
        ),
        "coming back": (
            "{repeat} of the {customers} customers bought more than once.",
            "The share that bought more than once is {repeat}, with an interval of {repeat.low} to {repeat.high}.",
            "The first cohort, {first_size.row}, has {first_size} customers.",
            "Send a reminder to new customers soon after their first purchase.",
        ),
        "pairs of products": (
            "{top.row} lie together in {top} of {orders} orders.",
            "{tested} pairs lie together often enough to be looked at, and {headline} of them are bought together more than by chance.",
        ),
        "shop segments": (
            "There are {k} segments: {size.1.row} with {size.1} customers and {size.2.row} with {size.2}.",
            "{total.2.row} has revenue of {total.2}, out of a total of {total}.",
            "The mean age in {mean_age.2.row} is {mean_age.2}.",
            "{left_out} customers are left out.",
        ),
        "three months ahead": (
            "Revenue of {forecast} is expected for {forecast.row}, with a range from {forecast.low} to {forecast.high}.",
            "The range is wide: expected revenue for {forecast.row} is {forecast}, between {forecast.low} and {forecast.high}.",
            "The last complete month, {last.row}, brought revenue of {last}, above the mean of {mean}.",
            "{methods} methods were tried on {periods} complete months of data.",
        ),
        "top tenth": (
            "The largest {largest} customers hold {share} of revenue.",
            "{count} customers make {reach} of revenue, which is {count_share} of all customers.",
            "The Gini coefficient is {gini}.",
        ),
        "two tables": (
            "The data hold {rows} order lines in {columns} columns, from {period.first} to {period.last}.",
            "{missing.most} values are missing in {missing.most.row}, a share of {missing.share}.",
            "{duplicates} rows repeat another row.",
            "Check the duplicate rows before you report revenue.",
        ),
    },
    {
        "spend by channel": (
            "{top.row} is the most expensive channel per click, with a total spend of {top}.",
            "Customers from {top.row} spend {top} in total.",
            "{share.4.row} returns {share.4} of total spend.",
            "Spend on {top.row} is {gap} above plan.",
            "{top.row} makes up {share.2} of total spend.",
            "Total spend of {bottom} went to {top.row}.",
            "{bottom.row} has the lowest cost with {bottom}, so it is the most efficient channel.",
        ),
        "conversions": (
            "{top.row} converts best with {top} conversions.",
            "{share} of visitors convert through {share.row}.",
            "{bottom.row} failed with {bottom} conversions.",
            "{top.row} has {share} more conversions than {second.row}.",
            "Each campaign brought {total} conversions.",
            "{second.row} lost {gap} conversions.",
        ),
        "clicks by week": (
            "Clicks have risen every week, from {first} to {last}.",
            "Total clicks rose by {change} in the last week.",
            "The average week had {total} clicks.",
            "Total clicks fell by {step} from {before.row} to {last.row}.",
            "The campaigns reached {total} people.",
        ),
        "consent by country": (
            "{top} of newsletter readers are in {top.row}.",
            "The share in {top.row} is significantly higher than in {bottom.row}, {top} against {bottom}.",
            "{overall} of customers opened the newsletter.",
            "{bottom.row} has {bottom} customers with consent.",
            "Consent rose to {top} in {top.row}.",
        ),
        "customers by channel": (
            "{top.row} brings the most valuable customers: {top}.",
            "{top.row} won {top} customers last year.",
            "{share} of all revenue comes from {share.row}.",
            "{second.row} lost {gap} customers to {top.row}.",
            "{bottom} customers were reached through {top.row}.",
            "{top.row} has {top} orders.",
        ),
        "order value by month": (
            "Average order value grew by {change} in {last.row}.",
            "Orders peaked in {peak.row} with {peak}.",
            "The average customer spent {peak} in {peak.row}.",
            "Average order value has been falling since {peak.row}.",
            "Revenue was {last} in {last.row}.",
        ),
        "top products": (
            "{top.row} sold {top} units.",
            "{top.row} is bought by {share} of customers.",
            "{second.row} overtook {top.row} with {second}.",
            "The products made a profit of {total}.",
        ),
        "revenue by category": (
            "{top.row} is the most popular category with {top}.",
            "{share} of orders are in {top.row}.",
            "{bottom.row} shrank to {bottom}.",
            "Net revenue is {policy.kept}.",
        ),
        "income by card": (
            "{a.row} earn {difference} more than {b.row}, which is proven.",
            "The card raises income to {a}.",
            "The chance that card holders earn more is {p}.",
            "{n_a} customers have an average income of {b}.",
        ),
        "coming back": (
            "{repeat} of customers came back within the days of {days}.",
            "{customers} customers came back.",
            "{repeat} of purchases are repeated.",
            "Customers come back every {days} days.",
        ),
        "pairs of products": (
            "{top} customers bought {top.row}.",
            "{fewest} pairs lie together often enough.",
        ),
        "shop segments": (
            "{size.1.row} is the better segment with {size.1} customers.",
            "{total.2.row} brings {total.2} per customer.",
            "The segments are {stability} accurate.",
        ),
        "three months ahead": (
            "Revenue is expected to triple to {forecast} in {forecast.row}, between {forecast.low} and {forecast.high}.",
            "Revenue of {last} is expected for {forecast.row}.",
            "Revenue will be between {low} and {high}, with certainty.",
        ),
        "top tenth": (
            "The largest {largest} customers hold {count_share} of revenue.",
            "{share} of customers bring {reach} of revenue.",
        ),
        "two tables": (
            "The data hold {rows} customers.",
            "{missing.most} customers are missing.",
            "{duplicates} customers bought twice.",
        ),
    },
)

_LOT_4 = Lot(
    48,
    1,
    {
        "spend by channel": (
            "{top.row} ranks first in total spend with {top}, followed by {second.row} with {second} and {value.3.row} with {value.3}.",
            "Together, all {groups} channels have a total spend of {total}.",
            "The share of total spend is {share} for {share.row}, compared with {share.4} for {share.4.row}.",
            "Spend in {top.row} is {ratio} times the spend in {second.row}.",
            "Analyse the return of each channel before you shift budget towards {second.row}.",
        ),
        "conversions": (
            "The campaign with the highest total conversions is {top.row} with {top}.",
            "{top.row} has {gap} more total conversions than {second.row}.",
            "The lowest total conversions are those of {bottom.row} with {bottom}.",
            "{value.3.row} has total conversions of {value.3} and {value.4.row} of {value.4}.",
            "Repeat the format of the leading campaign in a small test with another audience.",
        ),
        "clicks by week": (
            "{peak.row} was the week with the most total clicks: {peak}.",
            "Compared with {before.row}, total clicks rose by {step} to {last} in the week of {last.row}.",
            "Total clicks over all {groups} weeks come to {total}.",
        ),
        "consent by country": (
            "{top.row} has the highest share of customers with newsletter consent at {top}, and {bottom.row} the lowest at {bottom}.",
            "Overall, the share of customers with newsletter consent is {overall}, based on {n} customers.",
            "In {value.4.row} the share is {value.4}, with an interval of {value.4.low} to {value.4.high}.",
            "The gap between {top.row} and {second.row} is {gap}.",
        ),
        "customers by channel": (
            "{top.row} is the largest channel with {top} customers, a share of {share}.",
            "{share.2} of customers come from {share.2.row} and {share.3} from {share.3.row}.",
            "The smallest channel is {bottom.row} with {bottom} customers.",
            "The difference between {top.row} and {second.row} is {gap} customers.",
        ),
        "order value by month": (
            "Average order value fell by {step} from {before.row} to {last.row}, when it was {last}.",
            "Average order value was highest in {peak.row} at {peak} and lowest in {trough.row} at {trough}.",
            "Since {first.row}, average order value has increased by {change}.",
            "Average order value is {policy.kept} for valid orders and {policy.net} net.",
            "Monitor average order value monthly and set up an alert for outliers.",
        ),
        "top products": (
            "{top.row} has the highest revenue with {top}, a share of {share}.",
            "{second.row} comes second with revenue of {second}.",
            "The gap in revenue between {top.row} and {second.row} is {gap}.",
        ),
        "revenue by category": (
            "Revenue is highest in {top.row} with {top} and lowest in {bottom.row} with {bottom}.",
            "{share.row} has a share of {share} of revenue, ahead of {share.2.row} with {share.2}.",
            "Revenue of {value.3} comes from {value.3.row}.",
            "Feature {top.row} in the next newsletter and test a bundle with {second.row}.",
        ),
        "income by card": (
            "{a.row} have an average income of {a}, {b.row} of {b}.",
            "The difference of {difference} lies between {difference.low} and {difference.high}.",
            "The chance of such a difference where there is none is {p}.",
        ),
        "coming back": (
            "Of {customers} customers, {repeat} bought more than once.",
            "{within} came back within {days} days.",
            "Set up a follow-up journey for first-time buyers.",
        ),
        "shop segments": (
            "The {k} segments have {size.1} and {size.2} customers.",
            "{size.1.row} is the largest segment with {size.1} customers.",
            "The stability of the least stable segment is {stability}.",
            "Write one message per segment and compare the response.",
        ),
        "three months ahead": (
            "We expect revenue of {forecast} for {forecast.row}, between {forecast.low} and {forecast.high}.",
            "The narrower band ranges from {low80} to {high80}.",
            "The last complete month, {last.row}, had revenue of {last}.",
            "Build your budget on the lower end and keep a reserve for the upper end.",
        ),
        "top tenth": (
            "The largest {top} of the customers, {largest} customers, hold {share} of revenue.",
            "If all were equal, they would hold {even}.",
            "Total revenue is {total}, from {n} customers.",
        ),
        "two tables": (
            "There are {rows} order lines and {columns} columns.",
            "The first day is {period.first} and the last day is {period.last}.",
            "The table of customers has {table.1} rows.",
        ),
        "ranked": (
            "At {bottom}, {bottom.row} has the lowest average income of the {groups} cities.",
            "The intervals of {top.low} to {top.high} in {top.row} and {bottom.low} to {bottom.high} in {bottom.row} overlap.",
            "Average income is {ratio} times as high in {top.row} as in {second.row}.",
        ),
        "profile": (
            "The group has {size} customers, or {share} of all customers, and {measure_share} of all spend.",
            "Its mean spend of {mean} is higher than the {mean_all} of all customers.",
        ),
        "concentration": (
            "{count} customers, or {count_share} of all, make up {reach} of spend.",
            "The largest {top} of customers hold {share} of spend, compared with {even} if all were equal.",
        ),
        "value": (
            "Customers have made {purchases} purchases on average so far.",
            "The expected revenue of all customers of today is {expected_total} over {horizon} months.",
        ),
        "churn": (
            "There are {high} customers of high risk.",
            "Send a win-back offer to the customers of high risk and hold out a random part to measure the effect.",
        ),
        "audience": (
            "The list holds {kept} customers, {share} of those that fit.",
            "{matched} customers fit, of whom {kept} are in the list.",
        ),
        "experiment": (
            "The test needs {first} people in each arm, {total} in all.",
            "The average spend now is {base}, and the difference to be found is {rise}, or {relative}.",
        ),
        "campaign": (
            "The audience holds {size} customers with an average spend of {mean_spend}, against {overall_spend} of all.",
            "Invite them to a private preview and thank them for their loyalty.",
        ),
    },
    {
        "spend by channel": (
            "{top.row} wastes most of its {top}.",
            "Total spend is {ratio} times higher in {bottom.row} than in {top.row}.",
            "{second.row} has the highest share of total spend with {share.2}.",
            "Each channel has a total spend of {total}.",
            "{top.row} has total spend of {second}.",
        ),
        "conversions": (
            "{top.row} has a conversion rate of {share}.",
            "{second.row} has {gap} more conversions than {top.row}.",
            "{bottom.row} had only {bottom} visitors.",
            "{total} customers converted.",
        ),
        "clicks by week": (
            "Clicks peaked in {trough.row} with {trough}.",
            "Total clicks rose by {step} since {first.row}.",
            "{last} people clicked in {last.row}.",
        ),
        "consent by country": (
            "{top.row} has the most customers with newsletter consent: {top}.",
            "{bottom} of customers in {bottom.row} unsubscribed.",
            "The share in {top.row} grew by {gap}.",
        ),
        "customers by channel": (
            "{top.row} converts {share} of its visitors.",
            "The average channel has {total} customers.",
            "{top} customers prefer {top.row}.",
            "{second.row} has {second} more customers than {bottom.row}.",
        ),
        "order value by month": (
            "Average order value fell by {change} since {first.row}.",
            "Customers ordered {last} times in {last.row}.",
            "Average order value reached {peak} in {last.row}.",
            "Revenue per customer peaked in {peak.row} with {peak}.",
        ),
        "top products": (
            "{top.row} brings {share} of profit.",
            "{top.row} outsells {second.row} by {gap} units.",
            "Revenue of {top.row} grew to {top}.",
        ),
        "revenue by category": (
            "{bottom.row} is losing revenue, down to {bottom}.",
            "{top.row} has a margin of {share}.",
            "Customers spend {top} in {top.row} each.",
        ),
        "income by card": (
            "{a.row} are richer, with a total income of {a}.",
            "The difference of {difference} is significant.",
            "Median income is {a} for {a.row}.",
        ),
        "coming back": (
            "{within} of customers come back every {days} days.",
            "{repeat} of customers are loyal.",
            "{within} of the customers who left came back.",
        ),
        "shop segments": (
            "{size.2.row} has {size.2} high-value customers.",
            "{left_out} customers left.",
        ),
        "three months ahead": (
            "Revenue grows to {forecast} in {forecast.row}, between {forecast.low} and {forecast.high}.",
            "Revenue was {forecast} in {forecast.row}.",
            "The mean forecast is {mean}.",
        ),
        "top tenth": (
            "{largest} customers hold {even} of revenue.",
            "The largest customers brought {total} of revenue.",
        ),
        "two tables": (
            "There are {columns} order lines.",
            "{table.1} customers placed {rows} orders.",
        ),
        "ranked": (
            "{top.row} has {ratio} times as many customers as {second.row}.",
            "{n} customers live in {top.row}.",
        ),
        "profile": (
            "{size} customers spend {total} each.",
            "The group is {share} loyal.",
        ),
        "concentration": (
            "{count} customers will make {reach} of spend.",
            "The other customers hold {share} of spend.",
        ),
        "value": (
            "Customers will make {purchases} purchases.",
            "New customers have brought {new} so far.",
        ),
        "churn": (
            "{high} customers have churned.",
            "The risk is {high_true} for all customers.",
        ),
        "audience": (
            "{matched} customers have agreed to be contacted.",
            "{out.1} customers opted out last month.",
        ),
        "experiment": (
            "The test has {power} power with {have} customers.",
            "Average spend will be {goal} after the test.",
        ),
        "campaign": (
            "They have already bought {baseline} this month.",
            "{contacted} customers get a discount of {holdout}.",
        ),
    },
)

_LOT_5 = Lot(
    39,
    0,
    {
        "define": (
            "The group holds {members} members, a share of {share} of all {all} customers.",
            "{members} of {all} customers are in this group.",
        ),
        "policy": (
            "Revenue was {before} before and is {after} now, a change of {change}.",
            "{rows} rows are left out.",
            "The difference in revenue is {gap}.",
        ),
        "cohort": (
            "{age1} of customers bought again the month after the first purchase, with an interval of {age1.low} to {age1.high}.",
            "The cohort of {size.1.row} has {size.1} customers, and the cohort of {size.4.row} has {size.4}.",
            "The {customers} customers fall into {cohorts} cohorts.",
            "Schedule a reminder for the month after the first purchase.",
            "{withheld} cohorts have no rate.",
        ),
        "regression": (
            "The R-squared of spend is {r2}, so the line fits closely.",
            "The coefficient of age is {slope.1}, with an interval from {slope.1.low} to {slope.1.high}.",
            "The regression explains {explained} of the variation, based on {n} customers.",
            "The residual standard error is {residual_error}.",
        ),
        "drivers": (
            "The strongest driver of spend is {headline}.",
            "When {driver.1.row} is shuffled, {driver.1} is added to the error, compared with {driver.2} for {driver.2.row}.",
            "The R² of spend is {r2}, cross-validated on {rows} customers.",
        ),
        "overview": (
            "The table covers {rows} customers with {columns} columns, {derived} of which is worked out from others.",
            "It spans the period from {period.first} to {period.last}.",
            "Start with a look at spend by city and plan.",
        ),
        "best customers": (
            "The tenth that brought most accounts for {top_share} of revenue so far.",
            "All {customers} customers together have brought {total} of revenue so far.",
            "The expected revenue per new customer is {new}, first purchase included.",
            "Give your best customers early access and a personal contact.",
        ),
        "value check": (
            "The model expected {model_purchases} purchases in the {held_days} held out, and {made} were made.",
            "The error per customer is {model_error} for the model and {rule_error} for the plain rule.",
            "{held_customers} customers were known before the days held out.",
        ),
        "lookalike by segment": (
            "{largest.row} has the largest market with {largest} households.",
            "{market} households are like the customers, between {market.low} and {market.high}.",
        ),
        "value by country": (
            "The mean revenue brought so far is {historic} per customer, with an interval of {historic.low} to {historic.high}.",
            "Expected purchases are {expected_purchases} per customer on average.",
        ),
        "ranked": (
            "Customers in {top.row} have an average income of {top}, {gap} above {second.row}.",
            "{top.row}, {second.row} and {bottom.row} have average incomes of {top}, {second} and {bottom}.",
            "Overall, average income is {overall} across {n} customers.",
            "Verify the ranking with a larger sample before changing your targeting.",
        ),
        "course": (
            "Revenue moved from {first} in {first.row} to {last} in {last.row}, an increase of {change}.",
            "The best month was {peak.row} with {peak} in revenue.",
            "In {trough.row}, revenue was at its lowest with {trough}.",
            "Revenue came to {value.3} in {value.3.row} and {value.4} in {value.4.row}.",
            "Exclude {partial.1} from your report, since it is incomplete.",
        ),
        "segment": (
            "{total.1} of total spend comes from {total.1.row}.",
            "{size.1.row}, {size.2.row} and {size.3.row} have {size.1}, {size.2} and {size.3} customers.",
            "The silhouette of {silhouette} is below that of shuffled columns, {null_silhouette}.",
            "Develop one offer per segment and track repeat orders.",
        ),
        "compare many": (
            "Average spend is {a} in {a.row}, {b} in {b.row} and {lowest} in {lowest.row}.",
            "The chance of such a difference where there is none is {p}.",
        ),
        "forecast": (
            "For {forecast.row}, we expect revenue of {forecast}, somewhere between {forecast.low} and {forecast.high}.",
            "The mean error in the backtest was {mae}, tested at {origins} starting points.",
            "Revenue in {last.row} was {last}, below the mean of {mean} of all complete months.",
        ),
        "predict": (
            "We expect a spend of {prediction}, with a range of {prediction.low} to {prediction.high}.",
            "The expected spend of {prediction}, between {prediction.low} and {prediction.high}, is {gap} away from the mean.",
        ),
        "target": (
            "{yes} of the {rows} customers with a known outcome are on plan plus.",
            "The best tenth has a rate of {rate10}.",
        ),
        "significance": (
            "There is no significant difference: the p-value is {p}, above the level of {alpha}.",
            "The median is {median.1} for {median.1.row} and {median.2} for {median.2.row}.",
        ),
        "conversions": (
            "Three campaigns follow {top.row}, led by {second.row} with {second} conversions.",
            "{top.row} brings in more than {second.row}: {top} conversions against {second}.",
        ),
        "revenue by category": (
            "Living and Garden are the two largest categories, with revenue of {top} and {second}.",
            "{second.row} is {gap} behind {top.row} in revenue.",
        ),
        "customers by channel": ("{top.row} has {gap} more customers than {second.row}.",),
        "consent by country": (
            "Newsletter consent is highest in {top.row}, where {top} of customers agreed.",
        ),
        "pairs of products": (
            "No pair is bought together more than by chance: {headline} of {tested} pairs.",
        ),
        "two tables": ("{missing.most} rows have no value in {missing.most.row}, which is {missing.share}.",),
    },
    {
        "define": (
            "{members} customers joined the group.",
            "The group makes up {share} of revenue.",
            "{all} customers are members.",
        ),
        "policy": (
            "Revenue fell by {change} since last year.",
            "{rows} customers are excluded.",
            "Revenue rose from {after} to {before}.",
        ),
        "cohort": (
            "{age1} of customers buy every month.",
            "The cohort of {size.1.row} lost {size.1} customers.",
            "{cohorts} customers bought again.",
            "Customers return after {mid_age} on average.",
        ),
        "regression": (
            "Spend rises by {slope.1} with each year of age.",
            "{explained} of customers follow the line.",
            "Plan plus raises spend by {slope.2}.",
            "The line is off by {r2}.",
        ),
        "drivers": (
            "{headline} determines spend.",
            "{driver.1.row} adds {driver.1} to spend.",
            "The model is {r2} accurate for all customers.",
        ),
        "overview": (
            "{rows} customers bought something.",
            "The data cover {columns} months.",
        ),
        "best customers": (
            "The best customers bring {top_share} of profit.",
            "Each customer brings {expected_total}.",
            "Customers are expected to bring {total}.",
            "New customers bring {expected}.",
        ),
        "value check": (
            "The model was right for {made} customers.",
            "{made} purchases were expected and {model_purchases} made.",
            "The plain rule is better with {rule_error} against {model_error}.",
        ),
        "lookalike by segment": (
            "{largest.row} has {largest} customers.",
            "{market} households will buy.",
        ),
        "value by country": (
            "Each country brings {historic}.",
            "Customers buy {expected_purchases} times a month.",
        ),
        "ranked": (
            "{top.row} earns {top} more than {second.row}.",
            "Average income in {top.row} is {gap} higher than in {bottom.row}.",
            "{bottom.row} is catching up with {bottom}.",
            "{second.row} has an income of {second} per household.",
        ),
        "course": (
            "Revenue hit a record of {peak} thanks to {peak.row}.",
            "Revenue has grown since {peak.row} to {last}.",
            "Revenue is expected to be {last} in {last.row}.",
            "{n} customers ordered in {last.row}.",
            "Revenue per month is {total}.",
        ),
        "segment": (
            "{size.1.row} spends {total.1} per customer.",
            "{total.1.row} is the most profitable segment with {total.1}.",
            "The segments are well separated, with a silhouette of {silhouette}.",
            "{size.1} customers moved to {size.1.row}.",
        ),
        "compare many": (
            "{a.row} customers buy more often, {a} on average.",
            "The cities differ with a chance of {p}.",
        ),
        "forecast": (
            "Revenue will fall to {low} in {forecast.row}.",
            "The forecast is {level} certain.",
            "Revenue is expected to beat {last.row} with {forecast}, between {forecast.low} and {forecast.high}.",
        ),
        "predict": (
            "{comparables} customers spend {mean} on average.",
            "Customers aged like this spend {gap} less because of their city.",
        ),
        "target": (
            "{rate10} of customers are on plan plus.",
            "{auc} of customers are ranked right.",
        ),
        "significance": (
            "Plan plus has a significantly higher median of {median.2}.",
            "{p} of customers differ.",
        ),
        "conversions": (
            "{top.row} costs {top} per conversion.",
            "{share} of the budget went to {share.row}.",
        ),
        "revenue by category": (
            "{top.row} grew to {top} from {second}.",
            "{second.row} customers spend {second}.",
        ),
        "customers by channel": ("{top.row} is the cheapest channel with {top} customers.",),
        "consent by country": ("{top} of all newsletter subscribers live in {top.row}.",),
        "pairs of products": ("{tested} pairs are bought together more than by chance.",),
        "two tables": ("{missing.most} customers have no orders.",),
    },
)

_LOT_6 = Lot(
    56,
    0,
    {
        "spend by channel": (
            "The highest total spend is in {top.row} at {top}, which is {share} of total spend.",
            "{second.row} is next with a total spend of {second}, {gap} below {top.row}.",
            "{bottom.row} accounts for the smallest share of total spend, {share.4}.",
            "Track conversions next to spend so that the budget follows results.",
        ),
        "conversions": (
            "With {top} total conversions, {top.row} is ahead of {second.row} with {second}.",
            "{share} of total conversions come from {share.row}.",
            "The {groups} campaigns have {total} total conversions.",
        ),
        "clicks by week": (
            "Total clicks reached their peak in the week of {peak.row} with {peak}.",
            "Total clicks went up by {step} from {before.row} to {last.row}.",
            "The lowest week was {trough.row} with total clicks of {trough}.",
        ),
        "consent by country": (
            "The share of customers is {top} in {top.row}, {second} in {second.row} and {bottom} in {bottom.row}.",
            "{top.row} is {gap} ahead of {second.row}.",
            "The share of customers overall is {overall}.",
            "Explain the benefits of the newsletter at signup and measure the consent rate.",
        ),
        "customers by channel": (
            "{top} customers came from {top.row}, compared with {second} from {second.row}.",
            "{top.row} has a share of {share} of customers.",
            "Across {groups} channels there are {n} customers.",
        ),
        "order value by month": (
            "From {first.row} to {last.row}, average order value rose by {change}.",
            "The peak of the average order value is {peak} in {peak.row}.",
            "Average order value was {last} in {last.row}, compared with {before} in {before.row}.",
        ),
        "revenue by category": (
            "{top.row} has revenue of {top}, {second.row} of {second} and {value.3.row} of {value.3}.",
            "Revenue totals {total}, of which {top.row} brings {share}.",
            "The lowest revenue comes from {bottom.row} with {bottom}.",
            "Combine products from {top.row} with products from {second.row} in one campaign.",
        ),
        "income by card": (
            "Average income is {a} for {a.row} and {b} for {b.row}.",
            "The interval of the difference runs from {difference.low} to {difference.high}, so the difference may be chance.",
            "Check the median before you address one group with a premium offer.",
        ),
        "coming back": (
            "{repeat} of customers bought more than once.",
            "The data begin on {begin}.",
        ),
        "three months ahead": (
            "Expect revenue of {forecast} in {forecast.row}, with a range from {forecast.low} to {forecast.high}.",
            "The mean of all complete months is {mean}, against {last} in the last complete month.",
        ),
        "top tenth": (
            "{share} of revenue is held by the largest {largest} customers.",
            "Half-way through the list is not needed: {count} customers make {reach} of revenue.",
            "Retain the largest customers with a dedicated contact and early access.",
        ),
        "two tables": (
            "The orders table has {table.2} rows and the customers table {table.1}.",
            "{columns} columns describe {rows} order lines.",
        ),
        "ranked": (
            "{top.row} leads with an average income of {top}, with {bottom.row} last at {bottom}.",
            "The average income of {second.row}, {second}, is close to the overall average of {overall}.",
            "The figures rest on {n} customers.",
            "The intervals are wide: {top.low} to {top.high} for {top.row}.",
        ),
        "two measures": (
            "On {top.row}, customers have an average income of {top} and an average age of {m2.1}.",
            "The average age is higher on {m2.1.row} with {m2.1} than on {m2.2.row} with {m2.2}.",
        ),
        "single": ("On average, customers spend {value}, with an interval of {value.low} to {value.high}.",),
        "course": (
            "Revenue was {first} in {first.row} and {last} in {last.row}.",
            "{last.row} brought revenue of {last}, which is {step} against {before.row}.",
            "Leave {partial.1} out of the comparison.",
        ),
        "segment": (
            "{size.2.row} holds {size.2} customers with spend of {total.2}.",
            "The mean spend of {mean_spend.1.row} is {mean_spend.1}.",
            "Test a different offer in each of the {k} segments.",
        ),
        "profile": (
            "{size.row} has {size} customers, {share} of customers, and {measure_share} of spend.",
            "The mean spend is {mean} in this group and {mean_all} in all.",
            "Offer this group early access to new products.",
        ),
        "compare": (
            "The average income of {b.row} is {b}, compared with {a} of {a.row}.",
            "The p-value is {p}, so the difference may be chance.",
        ),
        "forecast": (
            "Revenue in {forecast.row} is forecast at {forecast}, between {forecast.low} and {forecast.high}.",
            "The backtest had a mean error of {mae}.",
        ),
        "concentration": (
            "The largest customers hold {share} of spend.",
            "With a Gini coefficient of {gini}, spend is spread across many customers.",
        ),
        "campaign": (
            "The campaign addresses {size} customers, {share} of all customers.",
            "The average spend of the group is {mean_spend}.",
            "Thank them for their trust and offer a preview of the new collection.",
        ),
        "predict": ("Spend of {prediction} is expected, between {prediction.low} and {prediction.high}.",),
        "value": (
            "The mean revenue brought so far is {historic}, and the median is {median}.",
            "The expected revenue per customer is {expected}, with an interval from {expected.low} to {expected.high}.",
        ),
        "churn": ("Customers of high risk brought {high_value} of revenue in the last year.",),
        "lookalike": (
            "{share} of the households asked about are like the customers.",
            "Their income lies between {from.1} and {to.1}, and their age between {from.2} and {to.2}.",
        ),
        "experiment": ("{total} people are needed in all, and there are {have} customers.",),
        "target": ("The AUC out of fold is {auc}, between {auc.low} and {auc.high}.",),
        "regression": (
            "The coefficient of age is {slope.1}, between {slope.1.low} and {slope.1.high}.",
            "R-squared is {r2}.",
        ),
        "audience": ("Of {matched} customers that fit, {kept} are in the list and {out.1} are left out.",),
    },
    {
        "spend by channel": (
            "{top.row} overspent by {gap}.",
            "{top.row} brings {share} of total conversions.",
            "The budget of {top.row} is {top}.",
            "{bottom.row} has been cut to {bottom}.",
        ),
        "conversions": (
            "{share} of people who saw {share.row} converted.",
            "{top.row} won {gap} conversions from {second.row}.",
            "{second.row} follows with {gap} conversions.",
        ),
        "clicks by week": (
            "Total clicks increased by {change} from {before.row} to {last.row}.",
            "Each week had at least {trough} clicks from new visitors.",
            "Total clicks were {total} in {last.row}.",
        ),
        "consent by country": (
            "Consent is legally given by {overall} of customers.",
            "{second.row} has a higher share than {top.row}: {second} against {top}.",
            "The share is {top} in {second.row}.",
            "{gap} of customers withdrew consent in {top.row}.",
        ),
        "customers by channel": (
            "{top.row} grew its customers to {top}.",
            "{top} customers came from {second.row}.",
            "{share} of customers left {share.row}.",
        ),
        "order value by month": (
            "From {before.row} to {last.row}, average order value rose by {change}.",
            "Average order value was {peak} in {trough.row}.",
            "Customers spent {last} on average in {last.row}.",
        ),
        "revenue by category": (
            "{top.row} brings {share} of customers.",
            "Revenue of {top.row} is {gap} above target.",
            "{second.row} lost first place with {second}.",
            "The average category brings {total}.",
        ),
        "income by card": (
            "Card holders earn {difference} more because of the card.",
            "The median income is {b} for {b.row}.",
            "{n_b} customers hold a card: {n_a.row}.",
        ),
        "coming back": (
            "{repeat} of customers will buy again.",
            "{unknown} customers never came back.",
        ),
        "three months ahead": (
            "Revenue of {forecast} is planned for {forecast.row}, between {forecast.low} and {forecast.high}.",
            "Revenue falls to {low} in {forecast.row}.",
            "Expect revenue of {forecast} in {last.row}, between {forecast.low} and {forecast.high}.",
        ),
        "top tenth": (
            "{share} of customers hold {reach} of revenue.",
            "The smallest {largest} customers hold {share} of revenue.",
        ),
        "two tables": (
            "{table.1} customers ordered {table.2} products.",
            "{duplicates} orders are fraudulent.",
        ),
        "ranked": (
            "Average income is {top} in {bottom.row}.",
            "Average income in {top.row} is above {top.high}.",
            "{top.row} has a higher cost of living with {top}.",
            "Families in {bottom.row} earn {bottom} on average.",
        ),
        "two measures": (
            "On {top.row}, customers have an average age of {top}.",
            "Customers on {top.row} are older because they earn {top}.",
        ),
        "single": (
            "Every customer spends at least {value.low}.",
            "The average spend rose to {value}.",
        ),
        "course": (
            "Revenue was {first} in {last.row}.",
            "Revenue has dropped by {step} since {first.row}.",
            "{last.row} was the worst month with {last}.",
        ),
        "segment": (
            "{size.2.row} holds {size.2} orders.",
            "{mean_spend.1.row} spends {mean_spend.1} in total.",
            "{size.1.row} is {stability} stable.",
        ),
        "profile": (
            "This group has {measure_share} of customers.",
            "The mean spend is {mean_all} in this group.",
            "This group earns {mean} on average.",
        ),
        "compare": (
            "{a.row} is {difference} above {b.row}.",
            "The p-value is {p}, so the plans are equal.",
        ),
        "forecast": (
            "Revenue is forecast at {forecast} in {last.row}, between {forecast.low} and {forecast.high}.",
            "The forecast has an error of {mase}.",
        ),
        "concentration": (
            "The largest customers hold {even} of spend.",
            "{gini} of customers hold the spend.",
        ),
        "campaign": (
            "The campaign addresses {contacted} customers and {held_out} have opted out.",
            "The offer raises spend by {least}.",
        ),
        "predict": (
            "The mean spend is expected to be {prediction}, between {prediction.low} and {prediction.high}.",
        ),
        "value": (
            "Customers bring {historic} per purchase.",
            "The expected revenue of new customers is {expected}.",
        ),
        "churn": ("Customers of high risk will cost {high_value}.",),
        "lookalike": (
            "{share} of the customers are like the households.",
            "Their age lies between {from.1} and {to.1}.",
        ),
        "experiment": ("{have} people are needed in all.",),
        "target": ("The AUC is {auc} for customers on plus.",),
        "regression": ("R-squared rose to {r2}.",),
        "audience": ("Of {kept} customers, {matched} are in the list.",),
    },
)

LOTS = (_LOT_1, _LOT_2, _LOT_3, _LOT_4, _LOT_5, _LOT_6)
