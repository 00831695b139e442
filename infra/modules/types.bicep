// What parameters are made of.

@export()
@description('Values by name.')
type texts = {
  *: string
}

@export()
@description('A group of functions with instances that are always running, and paid for whether they work or not.')
type alwaysReadyGroup = {
  @description('http (all HTTP functions), blob, durable, or one other function: function:SynthesizeJob.')
  name: string

  @description('How many.')
  @minValue(1)
  @maxValue(1000)
  instanceCount: int
}

@export()
@description('What the pipeline must know of a model. A member that is left out keeps what is built in for that model, else the general default.')
type speechModel = {
  @description('The model, as jobs name it.')
  @minLength(1)
  name: string

  @description('The name by which the endpoint knows it, such as kokoro. Default: its own, or the one that the endpoint\'s list has for it.')
  @minLength(1)
  endpointName: string?

  @description('The longest segment that it speaks well. From 40 to 10000; default 350.')
  @minValue(40)
  @maxValue(10000)
  maxCharacters: int?

  @description('Shorter segments are joined; 0: never. From 0 to 1000; default 20.')
  @minValue(0)
  @maxValue(1000)
  minCharacters: int?

  @description('How fast it speaks, a number. From 1 to 100; default 15.')
  lettersPerSecond: string?

  @description('The price of a million characters in US dollars, a number. From 0 to 10000; without it the price is unknown, and jobs with max_cost_usd are refused.')
  usdPerMillionCharacters: string?

  @description('The rate that it answers in whatever is asked, in Hz. From 8000 to 48000.')
  @minValue(8000)
  @maxValue(48000)
  fixedSampleRateHz: int?

  @description('Whether it takes blends such as af_bella(2)+af_heart(1). Default true.')
  mixesVoices: bool?
}

@export()
@description('The silences between segments, in milliseconds, each from 0 to 10000. A job\'s own pauses go before them.')
type pauseSettings = {
  @description('Before and after a heading inside a chapter. Default 1000.')
  @minValue(0)
  @maxValue(10000)
  headingMilliseconds: int?

  @description('After a paragraph. Default 750.')
  @minValue(0)
  @maxValue(10000)
  paragraphMilliseconds: int?

  @description('Between sentences of a paragraph that was parted. Default 350.')
  @minValue(0)
  @maxValue(10000)
  sentenceMilliseconds: int?

  @description('Between items of a list and rows of a table. Default 500.')
  @minValue(0)
  @maxValue(10000)
  listItemMilliseconds: int?

  @description('For a scene break. Default 1600.')
  @minValue(0)
  @maxValue(10000)
  sceneBreakMilliseconds: int?

  @description('Between two chapters. Default 2200.')
  @minValue(0)
  @maxValue(10000)
  chapterMilliseconds: int?
}
