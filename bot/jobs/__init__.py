"""Heavy work: a question becomes a report with its files, in a worker process or, on the command line, right here."""

from bot.jobs.apart import apart
from bot.jobs.errors import JobDied, JobTimedOut, TooManyJobs
from bot.jobs.pool import Jobs
from bot.jobs.producing import Produced, Wants, produce

__all__ = ["JobDied", "JobTimedOut", "Jobs", "Produced", "TooManyJobs", "Wants", "apart", "produce"]
