using CsCheck;
using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Contracts.Operations;
using Mayfly.Core.Concurrency;
using Mayfly.Core.Invocation;
using Mayfly.Core.Tests.Functions;

namespace Mayfly.Core.Tests.Concurrency;

public sealed class ConcurrencyLeasesTests
{
    private const int Limit = 1000;

    /// <summary>
    /// Whatever is reserved, released, provisioned, deleted, begun and ended, in whatever order: what is set aside and what is left add up to the
    /// account's limit, a reservation is never refused its due nor exceeded, and nothing stays counted when everything has ended.
    /// </summary>
    [Fact]
    public void The_account_adds_up_through_any_sequence()
        => Gen.Select(Gen.Int[0, 5], Gen.Int[0, 2], Gen.Int[0, 1100]).List[1, 120].Sample(steps => RunAsync(steps).GetAwaiter().GetResult(), iter: 60);

    [Fact]
    public async Task A_reservation_is_guaranteed_and_capped()
    {
        await using FunctionsRoom room = await RoomAsync();
        await ReserveAsync(room, "f0", 2);
        ConcurrencyLeases leases = room.Get<ConcurrencyLeases>();
        List<ConcurrencyLease> others = [];
        while (others.Count < Limit - 2)
        {
            others.Add(await TakeAsync(room, "f1"));
        }

        Assert.All(others, lease => Assert.Null(lease.Refusal));
        Assert.Equal(InvocationStatus.AccountThrottled, (await TakeAsync(room, "f1")).Refusal);

        ConcurrencyLease one = await TakeAsync(room, "f0");
        Assert.Null(one.Refusal);
        Assert.Null((await TakeAsync(room, "f0")).Refusal);
        Assert.Equal(InvocationStatus.FunctionThrottled, (await TakeAsync(room, "f0")).Refusal);
        one.Give();
        Assert.Null((await TakeAsync(room, "f0")).Refusal);
        Assert.Equal(Limit - 2, await leases.UnreservedAsync("000000000000", "us-east-1"));
    }

    [Fact]
    public async Task Nothing_runs_under_a_reservation_of_nothing()
    {
        await using FunctionsRoom room = await RoomAsync();
        ConcurrencyLease running = await TakeAsync(room, "f0");
        await ReserveAsync(room, "f0", 0);
        Assert.Equal(InvocationStatus.FunctionThrottled, (await TakeAsync(room, "f0")).Refusal);
        running.Give();
        await room.CallAsync<DeleteFunctionConcurrencyRequest, NoOutput>(new DeleteFunctionConcurrencyRequest { FunctionName = "f0" });
        Assert.Null((await TakeAsync(room, "f0")).Refusal);
    }

    [Fact]
    public async Task What_leaves_too_little_is_refused_in_AWSs_words()
    {
        await using FunctionsRoom room = await RoomAsync();
        AwsError tooMuch = await room.RefusedAsync<PutFunctionConcurrencyRequest, Contracts.Lambda.Concurrency>(Reservation("f0", 901));
        Assert.Equal(
            ("Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].", null), (tooMuch.Message, tooMuch.Type));
        await ReserveAsync(room, "f0", 900);
        Assert.Equal(400, (await room.RefusedAsync<PutFunctionConcurrencyRequest, Contracts.Lambda.Concurrency>(Reservation("f1", 1))).Status);
        await ReserveAsync(room, "f0", 800);
        await ReserveAsync(room, "f1", 100);

        AwsError missing = await room.RefusedAsync<PutFunctionConcurrencyRequest, Contracts.Lambda.Concurrency>(Reservation("none", 1));
        Assert.Equal($"Function not found: {FunctionsRoom.Key("none").Arn}:$LATEST", missing.Message);
        AwsError qualified = await room.RefusedAsync<PutFunctionConcurrencyRequest, Contracts.Lambda.Concurrency>(Reservation("f0:$LATEST", 1));
        Assert.StartsWith("This operation is permitted on Lambda functions only.", qualified.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Provisioned_concurrency_is_set_aside_as_reservations_are()
    {
        await using FunctionsRoom room = await RoomAsync();
        await ProvisionAsync(room, "1", 5);
        Assert.Equal(995, await room.Get<ConcurrencyLeases>().UnreservedAsync("000000000000", "us-east-1"));
        Assert.Equal(" ReservedConcurrentExecutions  1 should not be lower than function's total provisioned concurrency [5].", (await room.RefusedAsync<PutFunctionConcurrencyRequest, Contracts.Lambda.Concurrency>(Reservation("f0", 1))).Message);
        await ReserveAsync(room, "f0", 5);
        Assert.Equal(InvocationStatus.FunctionThrottled, (await TakeAsync(room, "f0")).Refusal);
        Assert.Equal("Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function", (await ProvisionRefusedAsync(room, "f0", "1", 6)).Message);
        Assert.Equal("Specified ConcurrentExecutions for function is greater than account's unreserved concurrency [995].", (await ProvisionRefusedAsync(room, "f1", "1", 996)).Message);
        Assert.Equal("Specified ConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].", (await ProvisionRefusedAsync(room, "f1", "1", 900)).Message);
        await room.CallAsync<DeleteFunctionRequest, DeleteFunctionResponse>(new DeleteFunctionRequest { FunctionName = "f0" });
        Assert.Equal(1000, await room.Get<ConcurrencyLeases>().UnreservedAsync("000000000000", "us-east-1"));
    }

    [Fact]
    public async Task What_is_set_aside_is_so_again_after_a_restart()
    {
        await using FunctionsRoom room = await RoomAsync();
        await ReserveAsync(room, "f0", 7);
        room.Homes.Lose();
        Assert.Equal(993, await room.Get<ConcurrencyLeases>().UnreservedAsync("000000000000", "us-east-1"));
    }

    [Fact]
    public async Task Taking_and_giving_allocate_nothing_and_ask_nobody()
    {
        await using FunctionsRoom room = await RoomAsync();
        ConcurrencyLeases leases = room.Get<ConcurrencyLeases>();
        Core.Functions.FunctionVersion version = room.Catalog.Find(FunctionsRoom.Key("f0"), null).Version!;
        (await leases.TakeAsync(version)).Give();
        int asked = room.Homes.Draws;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            (await leases.TakeAsync(version)).Give();
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(asked, room.Homes.Draws);
    }

    private static async Task RunAsync(List<(int Kind, int Function, int Amount)> steps)
    {
        await using FunctionsRoom room = await RoomAsync();
        ConcurrencyLeases leases = room.Get<ConcurrencyLeases>();
        Dictionary<string, Queue<ConcurrencyLease>> running = new() { ["f0"] = [], ["f1"] = [], ["f2"] = [] };
        Dictionary<string, int?> reserved = new() { ["f0"] = null, ["f1"] = null, ["f2"] = null };
        Dictionary<string, int> provisioned = new() { ["f0"] = 0, ["f1"] = 0, ["f2"] = 0 };
        foreach ((int kind, int number, int amount) in steps)
        {
            string name = $"f{number}";
            switch (kind)
            {
                case 0:
                    if (!(await room.TryAsync<PutFunctionConcurrencyRequest, Contracts.Lambda.Concurrency>(Reservation(name, amount))).IsError)
                    {
                        reserved[name] = amount;
                    }

                    break;
                case 1:
                    await room.CallAsync<DeleteFunctionConcurrencyRequest, NoOutput>(new DeleteFunctionConcurrencyRequest { FunctionName = name });
                    reserved[name] = null;
                    break;
                case 2:
                    if (!(await room.TryAsync<PutProvisionedConcurrencyConfigRequest, PutProvisionedConcurrencyConfigResponse>(Provision(name, "1", amount + 1))).IsError)
                    {
                        provisioned[name] = amount + 1;
                    }

                    break;
                case 3:
                    await room.CallAsync<DeleteProvisionedConcurrencyConfigRequest, NoOutput>(new DeleteProvisionedConcurrencyConfigRequest { FunctionName = name, Qualifier = "1" });
                    provisioned[name] = 0;
                    break;
                case 4:
                    await TakeManyAsync(room, leases, running[name], name, reserved[name] - provisioned[name], amount % 40);
                    break;
                default:
                    for (int i = 0; i < amount % 40 && running[name].TryDequeue(out ConcurrencyLease lease); i++)
                    {
                        lease.Give();
                    }

                    break;
            }

            int aside = reserved.Keys.Sum(function => reserved[function] ?? provisioned[function]);
            AccountLimit account = (await room.CallAsync<GetAccountSettingsRequest, GetAccountSettingsResponse>(new GetAccountSettingsRequest())).AccountLimit!;
            Assert.Equal((Limit, Limit - aside), (account.ConcurrentExecutions, account.UnreservedConcurrentExecutions));
        }

        foreach ((string name, Queue<ConcurrencyLease> leasesOut) in running)
        {
            foreach (ConcurrencyLease lease in leasesOut)
            {
                lease.Give();
            }

            Assert.Equal(0, leases.Of(FunctionsRoom.Key(name)).OnDemand);
        }

        Assert.Equal(0, leases.Of(FunctionsRoom.Key("f0")).Account.Unreserved.Used);
    }

    private static async Task TakeManyAsync(FunctionsRoom room, ConcurrencyLeases leases, Queue<ConcurrencyLease> leasesOut, string name, int? cap, int count)
    {
        for (int i = 0; i < count; i++)
        {
            ConcurrencyLease lease = await TakeAsync(room, name);
            if (cap is int most)
            {
                Assert.Equal(leasesOut.Count < most, lease.Refusal is null);
            }
            else
            {
                int running = leases.Of(FunctionsRoom.Key(name)).Account.Unreserved.Used;
                int unreserved = await leases.UnreservedAsync("000000000000", "us-east-1");
                Assert.True(lease.Refusal is null ? running <= unreserved : running >= unreserved);
            }

            if (lease.Refusal is null)
            {
                leasesOut.Enqueue(lease);
            }
        }
    }

    private static ValueTask<ConcurrencyLease> TakeAsync(FunctionsRoom room, string name) => room.Get<ConcurrencyLeases>().TakeAsync(room.Catalog.Find(FunctionsRoom.Key(name), null).Version!);

    private static PutFunctionConcurrencyRequest Reservation(string name, int amount) => new() { FunctionName = name, ReservedConcurrentExecutions = amount };

    private static PutProvisionedConcurrencyConfigRequest Provision(string name, string qualifier, int amount) => new() { FunctionName = name, Qualifier = qualifier, ProvisionedConcurrentExecutions = amount };

    private static Task<Contracts.Lambda.Concurrency> ReserveAsync(FunctionsRoom room, string name, int amount) => room.CallAsync<PutFunctionConcurrencyRequest, Contracts.Lambda.Concurrency>(Reservation(name, amount));

    private static Task<PutProvisionedConcurrencyConfigResponse> ProvisionAsync(FunctionsRoom room, string qualifier, int amount) => room.CallAsync<PutProvisionedConcurrencyConfigRequest, PutProvisionedConcurrencyConfigResponse>(Provision("f0", qualifier, amount));

    private static Task<AwsError> ProvisionRefusedAsync(FunctionsRoom room, string name, string qualifier, int amount) =>
        room.RefusedAsync<PutProvisionedConcurrencyConfigRequest, PutProvisionedConcurrencyConfigResponse>(Provision(name, qualifier, amount));

    private static async Task<FunctionsRoom> RoomAsync()
    {
        FunctionsRoom room = new();
        room.Get<ConcurrencyLeases>();
        foreach (string name in new[] { "f0", "f1", "f2" })
        {
            await room.CreateAsync(FunctionsRoom.Request(name) with { Publish = true });
        }

        return room;
    }
}
