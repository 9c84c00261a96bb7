using Mayfly.Core.Environments;
using Mayfly.Core.RuntimeApi;
using Mayfly.Core.Tests.RuntimeApi;
using Mayfly.Sandbox;
using Microsoft.Extensions.Time.Testing;

namespace Mayfly.Core.Tests.Environments;

public sealed class EnvironmentPoolTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly FakeTimeProvider _time = new();
    private readonly List<ExecutionEnvironment> _discarded = [];
    private readonly EnvironmentPool _pool;

    public EnvironmentPoolTests() => _pool = new EnvironmentPool(_time, Grace, _discarded.Add);

    [Fact]
    public async Task An_empty_pool_makes_the_caller_start_one() => Assert.Null(await _pool.TakeAsync());

    [Fact]
    public async Task The_environment_used_last_is_taken_first()
    {
        TestEnvironment older = Idle();
        TestEnvironment newer = Idle();
        Assert.Same(newer.Environment, await _pool.TakeAsync());
        Assert.Same(older.Environment, await _pool.TakeAsync());
        Assert.Null(await _pool.TakeAsync());
    }

    [Fact]
    public async Task A_taker_waits_for_an_environment_that_is_about_to_be_ready()
    {
        TestEnvironment one = Busy();
        _pool.Settle(one.Environment);
        ValueTask<ExecutionEnvironment?> taken = _pool.TakeAsync();
        Assert.False(taken.IsCompleted);
        one.AskForNext();
        Assert.Same(one.Environment, await taken);
    }

    [Fact]
    public async Task A_taker_waits_for_an_environment_that_is_just_being_laid_among_the_idle()
    {
        InterruptedTime time = new();
        TestEnvironment one = new(time);
        _pool.Add(one.Environment);
        _pool.Settle(one.Environment);
        ValueTask<ExecutionEnvironment?> taken = default;
        time.Interruption = () => taken = _pool.TakeAsync(); // the pool asks the time when the environment is no longer awaited and not yet idle

        one.AskForNext();

        Assert.Same(one.Environment, await taken);
    }

    [Fact]
    public async Task The_wait_for_a_settling_environment_has_an_end()
    {
        _pool.Settle(Busy().Environment);
        ValueTask<ExecutionEnvironment?> taken = _pool.TakeAsync();
        _time.Advance(Grace);
        Assert.Null(await taken);
    }

    [Fact]
    public async Task Only_as_many_wait_as_environments_settle()
    {
        _pool.Settle(Busy().Environment);
        ValueTask<ExecutionEnvironment?> first = _pool.TakeAsync();
        Assert.Null(await _pool.TakeAsync());
        Assert.False(first.IsCompleted);
    }

    [Fact]
    public async Task An_environment_that_dies_while_it_settles_sends_its_taker_on()
    {
        TestEnvironment one = Busy();
        _pool.Settle(one.Environment);
        ValueTask<ExecutionEnvironment?> taken = _pool.TakeAsync();
        one.Sandbox.Exit(new SandboxExit(1, null, false));
        Assert.Null(await taken);
        Assert.Equal(0, _pool.Live);
    }

    [Fact]
    public async Task Ready_before_reported_is_no_race()
    {
        TestEnvironment one = Busy();
        one.AskForNext();
        Assert.Null(await _pool.TakeAsync());
        _pool.Settle(one.Environment);
        Assert.Same(one.Environment, await _pool.TakeAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_taker_waits_for_an_environment_whose_event_is_answered_and_not_reported(bool readyFirst)
    {
        TestEnvironment one = Busy();
        _pool.Expect(one.Environment);
        ValueTask<ExecutionEnvironment?> taken = _pool.TakeAsync();
        Assert.False(taken.IsCompleted);
        Action[] steps = [one.AskForNext, () => _pool.Settle(one.Environment)];
        steps[readyFirst ? 0 : 1]();
        Assert.False(taken.IsCompleted);
        steps[readyFirst ? 1 : 0]();
        Assert.Same(one.Environment, await taken);
        Assert.Null(await _pool.TakeAsync());
    }

    [Fact]
    public async Task An_expected_environment_that_goes_sends_its_taker_on()
    {
        TestEnvironment one = Busy();
        _pool.Expect(one.Environment);
        ValueTask<ExecutionEnvironment?> taken = _pool.TakeAsync();
        _pool.Remove(one.Environment);
        Assert.Null(await taken);
        Assert.Null(await _pool.TakeAsync());
        Assert.Equal([one.Environment], _discarded);
    }

    [Fact]
    public async Task A_retired_pool_gives_up_its_idle_environments_now_and_the_busy_ones_when_they_are_done()
    {
        TestEnvironment idle = Idle();
        TestEnvironment busy = Busy();
        _pool.Retire();
        Assert.Equal([idle.Environment], _discarded);
        busy.AskForNext();
        _pool.Settle(busy.Environment);
        Assert.Equal([idle.Environment, busy.Environment], _discarded);
        Assert.Null(await _pool.TakeAsync());
        Assert.Equal(0, _pool.Live);
    }

    [Fact]
    public void Idle_environments_are_frozen_first_and_ended_later()
    {
        TestEnvironment one = Idle();
        _time.Advance(TimeSpan.FromSeconds(1));
        _pool.Sweep(freezeAfter: TimeSpan.FromSeconds(1), keepAlive: TimeSpan.FromSeconds(10));
        Assert.True(one.Sandbox.Frozen);
        Assert.Empty(_discarded);
        _time.Advance(TimeSpan.FromSeconds(9));
        _pool.Sweep(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
        Assert.Equal([one.Environment], _discarded);
    }

    [Fact]
    public async Task A_frozen_environment_thaws_when_it_is_used()
    {
        TestEnvironment one = Idle();
        _time.Advance(TimeSpan.FromSeconds(1));
        _pool.Sweep(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
        (await _pool.TakeAsync())!.Activate();
        Assert.False(one.Sandbox.Frozen);
        _pool.Sweep(TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.False(one.Sandbox.Frozen);
    }

    [Fact]
    public void Room_is_made_by_the_environment_that_is_idle_longest()
    {
        TestEnvironment older = Idle();
        Idle();
        Assert.Same(older.Environment, _pool.Evict());
        Assert.Equal(1, _pool.Live);
    }

    private TestEnvironment Busy()
    {
        TestEnvironment made = new(_time);
        _pool.Add(made.Environment);
        return made;
    }

    private TestEnvironment Idle()
    {
        TestEnvironment made = Busy();
        made.AskForNext();
        _pool.Settle(made.Environment);
        return made;
    }

    /// <summary>Lets something happen when the time is next asked for.</summary>
    private sealed class InterruptedTime : TimeProvider
    {
        public Action? Interruption { get; set; }

        public override long GetTimestamp()
        {
            Action? interruption = Interruption;
            Interruption = null;
            interruption?.Invoke();
            return base.GetTimestamp();
        }
    }

    /// <summary>An environment whose runtime the test plays.</summary>
    private sealed class TestEnvironment
    {
        private readonly RuntimeSession _session = new(isStem: false);

        public TestEnvironment(TimeProvider time)
        {
            Environment = new ExecutionEnvironment(TestFunctions.Version(), Sandbox, _session, TestFunctions.Log(time), TestFunctions.Files(), time);
            _session.TryAwaitNext("c", out _);
        }

        public LoopbackSandbox Sandbox { get; } = new();

        public ExecutionEnvironment Environment { get; }

        public void AskForNext() => _session.TryAwaitNext("c", out _);
    }
}
