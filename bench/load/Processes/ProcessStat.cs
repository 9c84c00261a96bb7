using System.Globalization;

namespace Mayfly.Bench.Load.Processes;

/// <summary>What /proc/PID/stat tells of a process: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html</summary>
/// <param name="Parent">The parent's process id.</param>
/// <param name="Started">Ticks after boot: with the id it names a process for good.</param>
/// <param name="Cpu">User and system time of the process itself.</param>
/// <param name="ChildrenCpu">The same of its children that have ended and been waited for.</param>
internal readonly record struct ProcessStat(int Parent, long Started, TimeSpan Cpu, TimeSpan ChildrenCpu)
{
    /// <summary>USER_HZ, which is 100 on every Linux.</summary>
    private const long TicksPerSecond = 100;

    /// <returns>Null when there is no such process any more.</returns>
    public static ProcessStat? Of(int processId)
    {
        string text;
        try
        {
            text = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/stat"));
        }
        catch (IOException)
        {
            return null;
        }

        // The program's name stands in parentheses and may hold anything, parentheses too.
        string[] fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return new ProcessStat((int)Number(1), Number(19), Time(Number(11) + Number(12)), Time(Number(13) + Number(14)));

        long Number(int index) => long.Parse(fields[index], CultureInfo.InvariantCulture);
    }

    private static TimeSpan Time(long ticks) => TimeSpan.FromSeconds((double)ticks / TicksPerSecond);
}
