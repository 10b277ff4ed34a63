"""Answers an influencers question: accounts ranked by PageRank on the attention graph."""

from __future__ import annotations

from analytics.influence.account_ranking import AccountRanking
from analytics.influence.attention_graph import AttentionGraph
from analytics.influence.follower_bursts import follower_bursts
from analytics.influence.pagerank import pagerank
from analytics.store import Store
from analytics.store.queries.grains import grains
from analytics.store.queries.graph import read_edges
from analytics.store.queries.names import accounts_on_topic, platform_names, topic_names
from analytics.vocabulary.errors import MissingGrain
from analytics.vocabulary.privacy import Policy
from analytics.vocabulary.questions import InfluencersQuestion, nothing_in
from analytics.vocabulary.records import from_micros
from analytics.vocabulary.reports import InfluencersReport, Note
from analytics.vocabulary.suggestions import not_in_data
from analytics.vocabulary.topic_names import matching_topics

TOLERANCE = 1e-12


def influencers(question: InfluencersQuestion, store: Store, policy: Policy) -> InfluencersReport:
    """Rank accounts by weighted, directed, time-decayed PageRank (see `analytics.influence.pagerank`).

    An edge points from an account that follows, shares, comments, saves or likes to the account that receives this
    attention. Our own accounts are ranked and listed separately. Viewers are ranked but never listed.

    With a topic, the surfer teleports to the accounts of the topic and to their direct audience (topic-sensitive
    PageRank, Haveliwala 2002), so that the fans of the topic decide the ranking.

    Raises MissingGrain, NotInData (topic, platform), NothingInPeriod.
    """
    period = question.period
    on_topic = _accounts_on_topic(question, store)
    edges = read_edges(store, period.start, period.end, question.platform)
    if len(edges.weight) == 0:
        raise _no_edges_error(question, store)
    graph = AttentionGraph.from_edges(edges, question.half_life)
    scores = pagerank(
        graph.source,
        graph.target,
        graph.weight,
        graph.decayed_weight,
        nodes=len(edges.names),
        damping=question.damping,
        personalisation=graph.personalisation(on_topic),
        tolerance=TOLERANCE,
    )
    bursts = follower_bursts(store, period.start, period.end, graph)
    ranking = AccountRanking(question, store, policy, graph, scores, on_topic, bursts)
    if period.start is None and graph.oldest is not None:
        period = period.model_copy(update={"start": from_micros(graph.oldest)})
    own, others = ranking.listed_nodes()
    reaches = ranking.reaches([*others, *own])
    ranks = tuple(ranking.rank(node, reaches) for node in others)
    notes = [Note(code="same_day", facts={"name": rank.handle, "n": rank.same_day}) for rank in ranks if rank.same_day]
    extent = store.extent(question.horizon)
    return InfluencersReport(
        question=question,
        period=period,
        n=len(graph.names),
        data_version=store.data_version,
        newest=extent.newest if extent else question.period.end,
        simulated=store.simulated,
        notes=(*notes, *(() if graph.oldest is not None else (Note(code="no_times"),))),
        rows=ranking.rows(),
        edges=graph.pairs,
        ranks=ranks,
        own=tuple(ranking.rank(node, reaches) for node in own),
        creator_edges=graph.creator_edges,
        iterations=scores.iterations,
        tolerance=TOLERANCE,
    )


def _accounts_on_topic(question: InfluencersQuestion, store: Store) -> frozenset[str] | None:
    if question.topic is None:
        return None
    known = topic_names(store, question.horizon)
    topics = matching_topics(question.topic, known)
    accounts = [accounts_on_topic(store, topic, question.horizon) for topic in topics]
    if not any(accounts):
        raise not_in_data("topic", question.topic, known, platform_names(store))
    return frozenset().union(*accounts)


def _no_edges_error(question: InfluencersQuestion, store: Store) -> Exception:
    """Return the error that says why no edges match: none at all, none on the platform, or none in the period."""
    extent = store.extent(question.horizon)
    all_edges = read_edges(store, None, question.horizon)
    if extent is None or len(all_edges.weight) == 0:
        return MissingGrain("influencers", ("edges", "events"), grains(store))
    if question.platform and len(read_edges(store, None, question.horizon, question.platform).weight) == 0:
        return not_in_data("platform", question.platform, platform_names(store))
    return nothing_in(question.period, extent.oldest, extent.newest)
