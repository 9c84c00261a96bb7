namespace Mayfly.Core.Packages.Zip;

/// <summary>MS-DOS date and time. It has no time zone; we read it as UTC, as AWS's machines do.</summary>
internal static class DosTime
{
    public static DateTime ToUtc(uint value)
    {
        int year = 1980 + (int)(value >> 25);
        int month = (int)(value >> 21) & 0xf;
        int day = (int)(value >> 16) & 0x1f;
        int hour = (int)(value >> 11) & 0x1f;
        int minute = (int)(value >> 5) & 0x3f;
        int second = ((int)value & 0x1f) * 2;
        bool real = month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) && hour < 24 && minute < 60 && second < 60;
        return real ? new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc) : new DateTime(1980, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    }
}
