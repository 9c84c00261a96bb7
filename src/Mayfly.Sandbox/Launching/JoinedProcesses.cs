namespace Mayfly.Sandbox.Launching;

/// <summary>The programs that were started in one sandbox beside its first.</summary>
internal sealed class JoinedProcesses
{
    private readonly Lock _lock = new();
    private readonly List<Task<JoinedProcess>> _starting = [];
    private volatile JoinedProcess[] _running = [];

    /// <summary>Takes one in that is being started; after <see cref="EndAsync"/> has begun none may come any more.</summary>
    public async Task<ISandboxProcess> AddAsync(Task<JoinedProcess> starting)
    {
        lock (_lock)
        {
            _starting.Add(starting);
        }

        JoinedProcess process = await starting.ConfigureAwait(false);
        lock (_lock)
        {
            _running = [.. _running, process];
        }

        return process;
    }

    public void DrainOutput()
    {
        foreach (JoinedProcess process in _running)
        {
            process.DrainOutput();
        }
    }

    public void ResumeOutput()
    {
        foreach (JoinedProcess process in _running)
        {
            process.ResumeOutput();
        }
    }

    /// <summary>Waits for the end of all, which have been killed with the sandbox, and lets go of them.</summary>
    public async Task EndAsync()
    {
        Task<JoinedProcess>[] all;
        lock (_lock)
        {
            all = [.. _starting];
        }

        foreach (Task<JoinedProcess> starting in all)
        {
            try
            {
                using JoinedProcess process = await starting.ConfigureAwait(false);
                await process.Exited.ConfigureAwait(false);
            }
            catch (SandboxLaunchException)
            {
                // whoever started it was told
            }
        }
    }
}
