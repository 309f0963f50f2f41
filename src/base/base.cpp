#include "base/clock.h"
#include "base/result.h"
#include "base/stage.h"
