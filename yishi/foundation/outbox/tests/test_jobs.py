"""Long work: queued with the step, watched, stopped, and found again after its worker died."""

import datetime as dt

import pytest
from django.db import transaction
from django_q.models import OrmQ

from yishi.foundation import clock
from yishi.foundation.matters.models import Matter
from yishi.foundation.outbox import jobs, progress
from yishi.foundation.outbox.models import Job
from yishi.foundation.outbox.progress import JobFailed, Result
from yishi.foundation.outbox.tests import made
from yishi.foundation.people.tests.factories import AccountFactory

NOON = dt.datetime(2026, 3, 16, 12, tzinfo=clock.CHINA)
HERE = "yishi.foundation.outbox.tests.test_jobs"
SEEN: dict[str, object] = {}

pytestmark = pytest.mark.django_db


def count_to(progress, number=0):
    for done in range(number):
        progress.step(done + 1, number)
    return Result(f"共 {number} 件", "清单.txt", "内容".encode())


def refuse(progress):
    raise JobFailed("第 3 行没有编号，请补上后重新导入。")


def break_down(progress):
    raise KeyError("secret of the house")


def be_stopped(progress):
    jobs.ask_stop(progress.job)
    SEEN["before"] = True
    progress.step(1, 2)
    SEEN["after"] = True


def lose_the_worker(progress):
    """Others think this worker dead and act on it, while it still believes in itself."""
    Job.objects.filter(pk=progress.job.pk).update(beat_at=NOON - dt.timedelta(hours=1))
    jobs.sweep()


def once_only(progress):
    lose_the_worker(progress)
    with transaction.atomic():
        SEEN["matter"] = made.matter(progress.job.organ, "99号").pk
        progress.finish(Result("已导入", "回执.txt", b"1"))


def roll_back(progress):
    with transaction.atomic():
        progress.finish(Result("已导入", "回执.txt", b"1"))
        SEEN["stored"] = progress.stored
        raise JobFailed("数据库写入失败")


@pytest.fixture(autouse=True)
def every_step_is_written(monkeypatch, settings, tmp_path):
    monkeypatch.setattr(progress, "BEAT_SECONDS", 0)
    settings.MEDIA_ROOT = tmp_path
    SEEN.clear()


@pytest.fixture
def house():
    return made.house()


@pytest.fixture
def start(house):
    def start(name, account=None, **kwargs):
        options = {"repeatable": kwargs.pop("repeatable", False)}
        with clock.at(NOON):
            return jobs.start(
                "export", "导出", f"{HERE}.{name}", kwargs, account or house.office, house.organ, **options
            )

    return start


def run(job, attempt=1):
    with clock.at(NOON):
        jobs.run(job.pk, attempt)
    job.refresh_from_db()
    return job


@pytest.mark.django_db(transaction=True)
def test_a_job_is_queued_done_and_its_result_kept(start, tmp_path):
    job = start("count_to", number=3)
    assert (job.state, OrmQ.objects.count()) == (Job.State.WAITING, 1)
    run(job)
    assert (job.state, job.done, job.total, job.percent) == (Job.State.DONE, 3, 3, 100)
    assert (job.result_text, job.result_name, job.result_file.read().decode()) == (
        "共 3 件",
        "清单.txt",
        "内容",
    )
    assert "清单" not in job.result_file.name
    assert job.ended_at == NOON


def test_what_is_queued_names_the_runner_and_the_attempt(start):
    job = start("count_to")
    task = OrmQ.objects.get().task
    assert (task["func"], task["args"]) == ("yishi.foundation.outbox.jobs.run", (job.pk, 1))


@pytest.mark.django_db(transaction=True)
def test_a_job_of_a_step_rolled_back_is_not_queued(house):
    with pytest.raises(RuntimeError), transaction.atomic():
        jobs.start("export", "导出", f"{HERE}.count_to", {}, house.office, house.organ)
        raise RuntimeError
    assert not Job.objects.exists()
    assert not OrmQ.objects.exists()


def test_a_double_click_starts_one_job_and_later_another_may_start(start, house):
    first = start("count_to", number=1)
    assert start("count_to", number=1) == first
    assert start("count_to", number=2) != first
    assert start("count_to", account=AccountFactory(), number=1) != first
    run(first)
    assert start("count_to", number=1) != first


def test_the_same_attempt_runs_once(start):
    job = start("count_to", number=1)
    run(job)
    Job.objects.update(result_text="")
    assert run(job).result_text == ""


def test_only_work_of_the_house_can_be_started(house):
    with pytest.raises(ValueError, match="yishi"):
        jobs.start("x", "x", "os.system", {"command": "true"}, house.office, house.organ)
    with pytest.raises(ImportError):
        jobs.start("x", "x", f"{HERE}.no_such_work", {}, house.office, house.organ)
    assert not Job.objects.exists()


def test_a_job_that_cannot_be_done_says_why(start):
    job = run(start("refuse"))
    assert (job.state, job.error) == (Job.State.FAILED, "第 3 行没有编号，请补上后重新导入。")


def test_an_error_nobody_foresaw_reaches_the_log_but_not_the_page(start):
    job = start("break_down")
    with pytest.raises(KeyError):
        run(job)
    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert "没有完成" in job.error
    assert "secret" not in job.error


def test_a_waiting_job_stops_at_once_and_a_running_one_at_its_next_step(start):
    waiting = start("count_to", number=1)
    assert jobs.ask_stop(waiting)
    assert run(waiting).state == Job.State.STOPPED
    running = run(start("be_stopped"))
    assert (running.state, SEEN) == (Job.State.STOPPED, {"before": True})
    assert not jobs.ask_stop(running)


def killed(job, ago=jobs.SILENCE):
    """As a worker leaves it that was killed so long ago."""
    moment = NOON - ago - dt.timedelta(seconds=1)
    Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING, started_at=moment, beat_at=moment)
    OrmQ.objects.all().delete()


def sweep(moment=NOON):
    with clock.at(moment):
        return jobs.sweep()


def test_a_repeatable_job_of_a_killed_worker_is_taken_up_again(start):
    job = start("count_to", number=2, repeatable=True)
    killed(job)
    assert sweep() == 1
    assert OrmQ.objects.get().task["args"] == (job.pk, 2)
    assert run(job, attempt=1).state == Job.State.WAITING
    assert run(job, attempt=2).state == Job.State.DONE


def test_after_three_attempts_it_is_given_up(start):
    job = start("count_to", number=2, repeatable=True)
    for _ in range(jobs.MOST_ATTEMPTS):
        killed(job)
        sweep()
    job.refresh_from_db()
    assert (job.state, job.attempt) == (Job.State.FAILED, jobs.MOST_ATTEMPTS)


def test_any_other_job_of_a_killed_worker_is_closed_with_a_sentence(start):
    job = start("count_to", number=2)
    killed(job)
    sweep()
    job.refresh_from_db()
    assert (job.state, job.error) == (Job.State.FAILED, "处理中断，没有完成。请核对后重新发起。")
    assert not OrmQ.objects.exists()


def test_a_job_that_was_asked_to_stop_is_not_taken_up_again(start):
    job = start("count_to", number=2, repeatable=True)
    killed(job)
    jobs.ask_stop(job)
    sweep()
    job.refresh_from_db()
    assert job.state == Job.State.STOPPED


def test_a_job_that_still_speaks_is_left_alone(start):
    job = start("count_to", number=2)
    killed(job, ago=jobs.SILENCE / 2)
    assert sweep() == 0


def test_a_waiting_job_that_the_queue_lost_is_queued_again(start):
    job = start("count_to", number=1)
    OrmQ.objects.all().delete()
    assert sweep(NOON + jobs.UNHEARD / 2) == 0
    assert sweep(NOON + jobs.UNHEARD * 2) == 1
    assert sweep(NOON + jobs.UNHEARD * 2) == 0
    assert run(job, attempt=2).state == Job.State.DONE


def test_a_worker_thought_dead_cannot_spoil_its_successor(start):
    job = run(start("lose_the_worker", repeatable=True))
    assert (job.state, job.attempt) == (Job.State.WAITING, 2)


def test_work_that_closes_its_job_in_its_own_transaction_is_kept_whole_or_not_at_all(start, tmp_path):
    job = run(start("once_only"))
    assert (job.state, job.result_text) == (Job.State.FAILED, "")
    assert not Matter.objects.filter(pk=SEEN["matter"]).exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_result_of_work_rolled_back_leaves_no_file(start, tmp_path):
    job = run(start("roll_back"))
    assert (job.state, job.error, job.result_text) == (Job.State.FAILED, "数据库写入失败", "")
    assert SEEN["stored"]
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_results_are_dropped_after_a_fortnight_and_the_job_is_still_listed(start, house, tmp_path):
    job = run(start("count_to", number=1))
    sweep(NOON + jobs.RESULTS_KEPT - dt.timedelta(days=1))
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1
    sweep(NOON + jobs.RESULTS_KEPT + dt.timedelta(days=1))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    found = jobs.jobs_of(house.office, house.organ).get()
    assert (found, bool(found.result_file)) == (job, False)
    assert not jobs.jobs_of(AccountFactory(), house.organ).exists()


def test_progress_is_written_at_most_once_a_second_and_only_looked_at_in_a_transaction(
    start, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(progress, "BEAT_SECONDS", 60)
    job = start("count_to")
    Job.objects.update(state=Job.State.RUNNING)
    hand = progress.Progress(job)
    with django_assert_num_queries(1) as asked:
        for done in range(1000):
            hand.step(done, 5000)
    assert asked[0]["sql"].startswith("SELECT")
