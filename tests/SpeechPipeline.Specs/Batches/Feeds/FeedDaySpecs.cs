using SpeechPipeline.Batches.Feeds;

namespace SpeechPipeline.Specs.Batches.Feeds;

public sealed class FeedDaySpecs
{
    [Theory]
    [InlineData("Sat, 09 May 2026 10:00:00 +0200")]
    [InlineData("Sat, 09 May 2026 23:59:60 GMT")]
    [InlineData("Sat, 09 May 2026 24:00:00 CEST")]
    [InlineData("Mon, 09 May 2026 10:00:00 Z")]
    [InlineData("Samstag, 9. Mai 2026 10:00")]
    [InlineData("sáb, 9 de mayo de 2026")]
    [InlineData("mar. 09 mai 2026 10:00")]
    [InlineData("сб, 09 мая 2026 10:00:00 +0300")]
    [InlineData("9 May 26 1:00 PDT")]
    [InlineData("09-May-2026")]
    [InlineData("Saturday, 09-May-26 10:00:00 GMT")]
    [InlineData("Sat May  9 10:00:00 2026")]
    [InlineData("Sat May 09 2026 10:00:00 GMT+0200 (Central European Summer Time)")]
    [InlineData("May 9, 2026")]
    [InlineData("Saturday, May 9th, 2026 at 10:00 am")]
    [InlineData("9th May 2026")]
    [InlineData("2026-05-09")]
    [InlineData(" 2026-05-09 10:00:00 +0200\n")]
    [InlineData("2026-05-09T23:30:00.123-12:00")]
    [InlineData("2026-05-09T25:61")]
    [InlineData("2026-5-9")]
    [InlineData("20260509T100000Z")]
    [InlineData("2026/05/09")]
    [InlineData("2026年5月9日")]
    [InlineData("09.05.2026 10:00")]
    [InlineData("9.5.26")]
    public void A_date_has_the_day_of_its_own_place_however_it_is_written(string date) => Assert.Equal(new DateOnly(2026, 5, 9), FeedDay.Find(date));

    [Theory]
    [InlineData("05/13/2026", 13)]
    [InlineData("13/05/2026", 13)]
    [InlineData("05/05/2026", 5)]
    public void Numbers_alone_say_which_is_the_month_where_only_one_can_be(string date, int day) => Assert.Equal(new DateOnly(2026, 5, day), FeedDay.Find(date));

    [Theory]
    [InlineData("9 lipca 2026", 7)]
    [InlineData("9 lipiec 2026", 7)]
    [InlineData("9. lipnja 2026", 6)]
    [InlineData("9 września 2026", 9)]
    [InlineData("9 paź 2026", 10)]
    [InlineData("9 maart 2026", 3)]
    [InlineData("9. maaliskuuta 2026", 3)]
    [InlineData("9. marraskuuta 2026", 11)]
    [InlineData("9 juillet 2026", 7)]
    [InlineData("9 juin 2026", 6)]
    [InlineData("9 de outubro de 2026", 10)]
    public void A_month_is_that_of_its_language(string date, int month) => Assert.Equal(new DateOnly(2026, month, 9), FeedDay.Find(date));

    [Theory]
    [InlineData("31 Dec 69", 2069)]
    [InlineData("31 Dec 99", 1999)]
    public void Two_digits_are_a_year_of_our_time(string date, int year) => Assert.Equal(new DateOnly(year, 12, 31), FeedDay.Find(date));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Invalid Date")]
    [InlineData("yesterday")]
    [InlineData("2026")]
    [InlineData("2026-05")]
    [InlineData("2026-11")]
    [InlineData("0000-00-00 00:00:00")]
    [InlineData("2026-02-30")]
    [InlineData("31 Foo 2026")]
    [InlineData("9 lip 2026")]
    [InlineData("9 listopada 2026")]
    [InlineData("05/09/2026")]
    [InlineData("10:00:00")]
    public void What_names_no_day_for_sure_names_none(string? date) => Assert.Null(FeedDay.Find(date));
}
