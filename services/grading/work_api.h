#ifndef GRADING_WORK_API_H
#define GRADING_WORK_API_H

#include "resale/http.h"

http_handler get_partner_operations, get_operations, post_operations, post_operation_preview, get_operation_versions, get_work_plans;
http_handler get_work_order, patch_work_order, post_work_start, post_work_pause, post_work_resume, post_work_cancel, post_work_steps, post_work_parts;
http_handler get_board, get_work_setting, post_work_setting;
http_handler get_parts, post_parts, patch_part, post_part_receipts, post_part_adjustments, get_part_entries;

#endif
