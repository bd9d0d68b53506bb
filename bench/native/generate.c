// Makes a workspace with a ledger of any size, and prints what is true of it as JSON:
//
//     generate FOLDER ROWS SEED MISMATCHES ORDER QUOTING
//
// MISMATCHES is how many of 10,000 requests are recorded with a wrong cost or wrong credits; ORDER is `ordered` by time or
// `shuffled`; QUOTING is `plain` or `quoted`. Every row is a function of the seed and its number, made of integers only,
// so the same arguments give the same bytes anywhere, and a shuffled ledger has the rows of the ordered one.
#include <string.h>
#include <sys/stat.h>

#include "books.h"

typedef unsigned __int128 uint128;

enum { USERS = 2000, COPIES_PER_10000 = 5 };

static const char *const HEADER[] = {
    "request_id", "request_started_at", "request_completed_at", "user_id", "account_id", "tier", "service", "provider", "model",
    "status", "byok", "input_tokens", "cache_read_tokens", "cache_write_5m_tokens", "output_tokens", "reasoning_tokens",
    "vendor_cost_usd", "multiplier", "credits_deducted"};
enum { COLUMNS = sizeof HEADER / sizeof HEADER[0] };

// A bijection that spreads every bit of its argument over the result (the finaliser of SplitMix64, public domain, by S. Vigna).
static uint64_t mixed(uint64_t value) {
  value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9u;
  value = (value ^ (value >> 27)) * 0x94D049BB133111EBu;
  return value ^ (value >> 31);
}

// Random numbers of one row.
struct Dice {
  uint64_t state;
};

static uint64_t below(struct Dice *dice, uint64_t limit) {
  dice->state += 0x9E3779B97F4A7C15u;
  return (uint64_t)(((uint128)mixed(dice->state) * limit) >> 64);
}

static struct Dice diceOf(uint64_t seed, uint64_t number, uint64_t purpose) {
  return (struct Dice){mixed(mixed(seed * 4 + purpose) + number * 0xD1B54A32D192ED03u)};
}

// Which request a row shows: its own, or for a few rows an earlier one again; nine of ten times a near one.
static uint64_t requestOf(uint64_t row, uint64_t seed) {
  for (;;) {
    struct Dice dice = diceOf(seed, row, 1);
    if (row == 0 || below(&dice, 10000) >= COPIES_PER_10000) return row;
    uint64_t reach = below(&dice, 10) == 0 || row < 5000 ? row : 5000;
    row -= 1 + below(&dice, reach);
  }
}

// The place of a row in a shuffled ledger: a Feistel network over the even number of bits that hold every row, walked until
// it lands on a row.
static uint64_t shuffled(uint64_t row, uint64_t rows, uint64_t seed) {
  int half = 1;
  while (half < 31 && rows > (uint64_t)1 << (2 * half)) half++;
  uint64_t mask = ((uint64_t)1 << half) - 1;
  do {
    uint64_t left = row >> half, right = row & mask;
    for (uint64_t round = 0; round < 4; round++) {
      uint64_t next = left ^ (mixed(right + (seed * 4 + round) * 0x9E3779B97F4A7C15u) & mask);
      left = right;
      right = next;
    }
    row = left << half | right;
  } while (row >= rows);
  return row;
}

struct Request {
  uint64_t id;
  int64_t started, completed;
  int user, tier, service, model, status, isBYOK, fault;
  int64_t tokens[5];        // input, cache read, cache write, output, reasoning
  int64_t multiplier;       // ten-thousandths
  uint64_t cost;            // 10^-12 USD
  uint64_t credits;         // tenths
  uint64_t recordedCost;    // 10^-8 USD
  uint64_t recordedCredits; // tenths
};

static const char *const STATUS_NAMES[] = {"completed", "failed", "partial", "cancelled"};

// A size with a long tail: from 1 to 64 << (doublings - 1).
static int64_t size(struct Dice *dice, uint64_t doublings) { return (int64_t)((1 + below(dice, 64)) << below(dice, doublings)); }

static void rate(struct Request *request) {
  const struct Model *model = &MODEL[request->model];
  int64_t hour = request->started / HOUR_MS;
  const int64_t *price = model->prices[model->changeHour >= 0 && hour >= model->changeHour];
  const int64_t *tokens = request->tokens;
  request->multiplier = multiplierOf(request->tier, request->model, hour);
  request->cost = 0;
  request->credits = 0;
  if (request->isBYOK) return;
  request->cost = (uint64_t)(tokens[0] * price[0] + tokens[1] * price[1] + tokens[2] * price[2] + (tokens[3] + tokens[4]) * price[3]);
  // A tenth of a credit is 0.001 USD, or 10^13 of cost times multiplier.
  uint128 tenth = 10000000000000u;
  if (request->status != 1) request->credits = (uint64_t)(((uint128)request->cost * (uint128)request->multiplier + tenth - 1) / tenth);
}

static struct Request request(uint64_t number, uint64_t rows, uint64_t seed, uint64_t mismatches) {
  struct Dice dice = diceOf(seed, number, 2);
  struct Request made = {.id = mixed(number ^ mixed(seed))};
  uint64_t span = (uint64_t)(DAYS * DAY_MS), from = (uint64_t)((uint128)span * number / rows), to = (uint64_t)((uint128)span * (number + 1) / rows);
  made.started = (int64_t)(from + below(&dice, to - from + (to == from)));
  made.completed = made.started + 150 + (int64_t)below(&dice, 30000);
  uint64_t one = below(&dice, USERS), other = below(&dice, USERS);
  made.user = (int)(one < other ? one : other);
  uint64_t habit = mixed((uint64_t)made.user + 77) >> 8, kind = habit % 100;
  made.tier = kind < 60 ? 0 : kind < 90 ? 1 : kind < 98 ? 2 : 3;
  uint64_t choice = below(&dice, 10) ? habit / 100 % 36 : below(&dice, 36);
  made.model = made.tier == 0 ? (const int[]){0, 3, 7, 10}[choice % 4] : (int)(choice % 12);
  made.service = (int)(choice / 12);
  uint64_t outcome = below(&dice, 100);
  made.status = outcome < 97 ? 0 : (int)(outcome - 96);
  made.isBYOK = below(&dice, 50) == 0;
  int answers = made.status != 1 && made.service != 2;
  made.tokens[0] = size(&dice, 9);
  made.tokens[1] = below(&dice, 3) ? 0 : size(&dice, 10);
  made.tokens[2] = below(&dice, 8) ? 0 : size(&dice, 7);
  made.tokens[3] = answers ? size(&dice, 6) : 0;
  made.tokens[4] = answers && below(&dice, 5) == 0 ? size(&dice, 7) : 0;
  rate(&made);
  made.recordedCost = (made.cost + 5000) / 10000;
  made.recordedCredits = made.credits;
  if (below(&dice, 10000) < mismatches) {
    if (below(&dice, 2)) made.recordedCost += 1 + below(&dice, 5000);
    else made.recordedCredits += 1 + below(&dice, 3);
  }
  return made;
}

static char *putText(char *to, const char *text) {
  while (*text) *to++ = *text++;
  return to;
}

static char *putNumber(char *to, uint64_t value, int digits) {
  char text[24];
  int count = 0;
  do text[count++] = (char)('0' + value % 10);
  while ((value /= 10) || count < digits);
  while (count) *to++ = text[--count];
  return to;
}

static char *putDecimal(char *to, uint64_t value, int decimals) {
  uint64_t one = 1;
  for (int place = 0; place < decimals; place++) one *= 10;
  to = putNumber(to, value / one, 1);
  *to++ = '.';
  return putNumber(to, value % one, decimals);
}

static char *putColumn(char *to, int column, const struct Request *request) {
  switch (column) {
    case 0:
      to = putText(to, "req_");
      for (int shift = 60; shift >= 0; shift -= 4) *to++ = "0123456789abcdef"[request->id >> shift & 15];
      return to;
    case 1: return putInstant(to, request->started, 24);
    case 2: return putInstant(to, request->completed, 24);
    case 3: return putNumber(putText(to, "usr_"), (uint64_t)request->user, 6);
    case 4: return putNumber(putText(to, "acct_"), (uint64_t)request->user / 3, 6);
    case 5: return putText(to, TIER_NAMES[request->tier]);
    case 6: return putText(to, SERVICE_NAMES[request->service]);
    case 7: return putText(to, MODEL[request->model].provider);
    case 8: return putText(to, MODEL[request->model].name);
    case 9: return putText(to, STATUS_NAMES[request->status]);
    case 10: return putText(to, request->isBYOK ? "true" : "false");
    case 16: return putDecimal(to, request->recordedCost, 8);
    case 17: return putDecimal(to, (uint64_t)request->multiplier, 4);
    case 18: return putDecimal(to, request->recordedCredits, 1);
    default: return putNumber(to, (uint64_t)request->tokens[column - 11], 1);
  }
}

int main(int count, char **arguments) {
  if (count != 7) {
    fputs("usage: generate FOLDER ROWS SEED MISMATCHES ordered|shuffled plain|quoted\n", stderr);
    return 64;
  }
  const char *folder = arguments[1];
  uint64_t rows = strtoull(arguments[2], NULL, 10), seed = strtoull(arguments[3], NULL, 10), mismatches = strtoull(arguments[4], NULL, 10);
  int isShuffled = !strcmp(arguments[5], "shuffled"), isQuoted = !strcmp(arguments[6], "quoted");
  writeBooks(folder);
  FILE *file = openIn(folder, "ledger/usage.csv");
  setvbuf(file, NULL, _IOFBF, 1 << 20);
  for (int column = 0; column < COLUMNS; column++)
    fprintf(file, isQuoted ? "\"%s\"%c" : "%s%c", HEADER[column], column == COLUMNS - 1 ? '\n' : ',');
  uint64_t copies = 0, cost = 0, credits = 0, wrongCosts = 0, wrongCredits = 0;
  for (uint64_t line = 0; line < rows; line++) {
    uint64_t row = isShuffled ? shuffled(line, rows, seed) : line, number = requestOf(row, seed);
    struct Request made = request(number, rows, seed, mismatches);
    if (number != row) copies++;
    else {
      cost += made.cost;
      credits += made.credits;
      wrongCosts += made.recordedCost != (made.cost + 5000) / 10000;
      wrongCredits += made.recordedCredits != made.credits;
    }
    char text[1024], *end = text;
    for (int column = 0; column < COLUMNS; column++) {
      if (isQuoted) *end++ = '"';
      end = putColumn(end, column, &made);
      if (isQuoted) *end++ = '"';
      *end++ = column == COLUMNS - 1 ? '\n' : ',';
    }
    fwrite(text, 1, (size_t)(end - text), file);
  }
  closeWritten(file);
  printf("{\"rows\": %llu, \"duplicates\": %llu, \"cost_atto\": %llu000000, \"credit_tenths\": %llu, \"cost_mismatches\": %llu, "
         "\"credit_mismatches\": %llu}\n",
         (unsigned long long)rows, (unsigned long long)copies, (unsigned long long)cost, (unsigned long long)credits,
         (unsigned long long)wrongCosts, (unsigned long long)wrongCredits);
  return 0;
}
